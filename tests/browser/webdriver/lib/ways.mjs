// Ways to send that Playwright's Chromium is not asked about, and an address for each on this machine, but at a port that nobody may ask.
import http from "node:http";

const linkTo = (rel) => `(address) => {
  const link = document.createElement("link");
  Object.assign(link, { rel: "${rel}", href: address });
  document.head.append(link);
}`;

/** As they are run in the page. */
export const MORE_WAYS = {
  ...Object.fromEntries(["dns-prefetch", "preconnect", "modulepreload", "manifest", "icon"].map((rel) => [rel, linkTo(rel)])),
  poster: (address) => {
    const video = document.createElement("video");
    video.poster = address;
    document.body.append(video);
  },
  "svg-image": (address) => {
    const [svg, image] = ["svg", "image"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
    image.setAttribute("href", address);
    svg.append(image);
    document.body.append(svg);
  },
  transport: (address) => void new WebTransport(address.replace("http:", "https:")).ready.catch(() => {}),
  rtc: (address) => void new RTCPeerConnection({ iceServers: [{ urls: `stun:${new URL(address).host}` }] }),
  "service-worker": (address) => navigator.serviceWorker.register(address),
  "shared-worker": (address) => void new SharedWorker(address),
  worker: (address) => void new Worker(address),
};

/** A server that must not be asked; gives `addressOf`, each way at a name of its own, `asked` and `connections` so far, and `stop`. */
export async function startStranger() {
  const stranger = { asked: [], connections: 0 };
  const server = http.createServer(({ headers, url }, answer) => {
    stranger.asked.push(`http://${headers.host}${url}`);
    answer.end();
  });
  server.on("connection", () => (stranger.connections += 1));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return Object.assign(stranger, {
    address: `http://127.0.0.1:${port}/`,
    addressOf: (way) => `http://by-${way}.localhost:${port}/`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  });
}
