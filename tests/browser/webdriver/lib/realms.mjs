// Where attempts to send are made: the page, and its worker. WebDriver reaches no worker, and in Firefox not quite the page's own world
// either, so an attacker's hand is in the page's own scripts. In: the functions that it may be told to run. Out: `changes` for the
// recorder, and for a driven browser something that runs one of them there, as Playwright's pages and workers do.

/** The script that each of them runs. */
const SCRIPTS = { page: "/boot.js", worker: "/worker.js" };

/** What the script gets added. */
const intruder = (realm, functions) => `
{
  const attempts = [${functions.join(",\n")}];
  const channel = new BroadcastChannel("attempts in the ${realm}");
  channel.onmessage = async ({ data: { question, at, argument } }) => {
    if (question === undefined) return;
    const answer = { to: question };
    try {
      answer.value = await attempts[at](argument);
    } catch (error) {
      answer.error = String(error);
    }
    channel.postMessage(answer);
  };
}
`;

export function realmsWith(functions) {
  const changes = Object.entries(SCRIPTS).map(([realm, path]) => [path, (script) => intruder(realm, functions) + script]);
  const realm = (name, { driver, home }) => ({
    async evaluate(attempt, argument) {
      const { value, error } = await driver.executeAsyncScript(ask, `attempts in the ${name}`, functions.indexOf(attempt), argument);
      if (error) throw new Error(error);
      return value;
    },
    url: () => home,
  });
  return { changes: Object.fromEntries(changes), page: (browser) => realm("page", browser), worker: (browser) => realm("worker", browser) };
}

/** Runs in the page: has the other realm do it, and gives what came of it. */
function ask(name, at, argument, done) {
  const question = Math.random();
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => {
    if (data.to !== question) return;
    channel.close();
    done(data);
  };
  channel.postMessage({ question, at, argument });
}
