// The use that docs/EMBEDDING.md shows, as TypeScript sees it. A line below `@ts-expect-error` must be refused.
import init, { Check, type CheckOptions, type Report } from "./jiance.js";

export async function judge(name: string, piece: Uint8Array): Promise<Report> {
  await init();
  const options: CheckOptions = { lang: "en", advisory: "smb-worms-2017" };
  const check = new Check(options);
  check.feed(name, piece);
  check.finish();
  const report = check.report();
  check.free();
  return report;
}

export function words({ verdict, sightings, host }: Report): string {
  const line: number | undefined = sightings[0]?.source.line;
  // @ts-expect-error the four verdicts are known
  if (verdict === "clean") return "";
  // @ts-expect-error a host need not have a name
  const name: string = host.name;
  return `${verdict} ${line} ${name}`;
}

// @ts-expect-error no such language
new Check({ lang: "fr" });
