// Debian's nginx with the snippet that is shipped for it. In: what the configuration holds besides. Out: the built page on a port of this
// machine, served by the user who runs the tests, with all that it writes in a folder of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { freePort } from "./port.mjs";

const fromTop = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const configuration = (port) => `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  include /etc/nginx/mime.types;
  server {
    listen 127.0.0.1:${port};
    root "${fromTop("dist")}";
    include "${fromTop("deploy/nginx.conf")}";
  }
}
`;

/** Starts it; gives its `address` and `stop`. Where somebody else took the port meanwhile, it tries another one. */
export async function startNginx() {
  const prefix = mkdtempSync(join(tmpdir(), "jiance-nginx-"));
  let said = "";
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await freePort();
    writeFileSync(join(prefix, "nginx.conf"), configuration(port));
    const nginx = spawn("nginx", ["-p", prefix, "-c", "nginx.conf", "-e", "stderr"], { stdio: ["ignore", "ignore", "pipe"] });
    nginx.stderr.on("data", (text) => (said += text));
    const ended = once(nginx, "exit").catch((error) => (said += error));
    const address = `http://127.0.0.1:${port}/`;
    if (await isUp(address, ended)) {
      const stop = async () => {
        nginx.kill();
        await ended;
        rmSync(prefix, { recursive: true, force: true });
      };
      return { address, stop };
    }
  }
  throw new Error(`nginx did not start: ${said}`);
}

/** Whether it answers, before it ends. */
async function isUp(address, ended) {
  let over = false;
  ended.then(() => (over = true));
  while (!over) {
    if (await fetch(address).then((answer) => answer.ok, () => false)) return !over;
    await new Promise((later) => setTimeout(later, 20));
  }
  return false;
}
