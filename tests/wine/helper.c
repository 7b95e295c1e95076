/* What the tests need done inside Windows, and Wine has no command for.
 *
 *   helper lock FOLDER      opens a folder so that nobody else can, says so, and keeps it until a line comes in
 *
 * Under any other name it stands in for a program that Wine lacks: it writes its folder and its command line into C:\ask.txt, waits
 * until the test has put a number into C:\answer.txt, and ends with that.
 */

#include <stdio.h>
#include <wchar.h>
#include <windows.h>

static int lock(const wchar_t *path) {
  HANDLE folder = CreateFileW(path, GENERIC_READ, 0, NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
  if (folder == INVALID_HANDLE_VALUE) return 1;
  puts("locked");
  fflush(stdout);
  getchar();
  return 0;
}

static int ask(void) {
  wchar_t folder[1024];
  FILE *file = _wfopen(L"C:\\ask.tmp", L"wb");
  if (!file || !GetCurrentDirectoryW(1024, folder)) return 100;
  fwrite(folder, sizeof *folder, wcslen(folder), file);
  fwrite(L"\n", sizeof *folder, 1, file);
  fwrite(GetCommandLineW(), sizeof *folder, wcslen(GetCommandLineW()), file);
  fclose(file);
  /* It has its name only once all of it is there. */
  if (!MoveFileW(L"C:\\ask.tmp", L"C:\\ask.txt")) return 100;
  while (!(file = _wfopen(L"C:\\answer.txt", L"rb"))) Sleep(10);
  int answer = 100;
  fscanf(file, "%d", &answer);
  fclose(file);
  DeleteFileW(L"C:\\answer.txt");
  return answer;
}

int wmain(int count, wchar_t **words) {
  if (!wcsstr(words[0], L"helper")) return ask();
  return count == 3 && wcscmp(words[1], L"lock") == 0 ? lock(words[2]) : 2;
}
