// What both collectors' tests plant on a small Windows: signs in files, in the registry and among the programs, and names in every script.

export const SIGNS = {
  files: ['C:\\Windows\\mssecsvc.exe', 'C:\\资料 夹\\说明.txt', 'C:\\Windows\\.hidden'],
  registry: [
    {
      key: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Helper',
      name: 'ImagePath',
      type: 'REG_EXPAND_SZ',
      data: '%ProgramFiles%\\EternalRocks\\svc.exe',
    },
    { key: 'HKCU\\Software\\测试', name: '值', type: 'REG_SZ', data: '中文' },
  ],
  programs: ['C:\\Windows\\tasksche.exe'],
};

/** The indicators that they are found by. */
export const INDICATORS = ['N1.1', 'N1.2', 'N3', 'N4'];

/** The indicators of weight that a report found. */
export function infectedBy(report) {
  return new Set(report.sightings.filter(({ weight }) => weight === 'infected').map(({ indicator }) => indicator));
}

/** How much of an artifact a report saw. */
export function coverage(report, artifact) {
  return report.coverage.find((row) => row.artifact === artifact).state;
}

/** What a verdict of no signs rests on. */
export const NEEDED = ['file_listing', 'process_list', 'registry'];
