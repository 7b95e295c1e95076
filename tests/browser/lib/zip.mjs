// Zip files as Info-ZIP writes them, the program that most systems have.
import { spawnSync } from "node:child_process";
import { basename, dirname } from "node:path";

/** Packs a folder or file, under its own name; with a `password`, encrypted. Gives the archive's path. */
export function pack(path, archive, { password } = {}) {
  const secret = password ? ["-P", password] : [];
  const { status, error, stderr } = spawnSync("zip", ["-q", "-r", ...secret, archive, basename(path)], { cwd: dirname(path) });
  if (error) throw error;
  if (status !== 0) throw new Error(`zip: ${stderr}`);
  return archive;
}
