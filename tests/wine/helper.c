/* What the tests need done inside Windows, and Wine has no command for.
 *
 *   helper lock FOLDER      opens a folder so that nobody else can, says so, and keeps it until a line comes in
 *   helper make FILE UNITS  makes an empty file whose name ends in these UTF-16 units, in hexadecimal, parted by commas
 */

#include <stdio.h>
#include <wchar.h>
#include <windows.h>

static HANDLE open_alone(const wchar_t *path, DWORD disposition) {
  return CreateFileW(path, GENERIC_READ, 0, NULL, disposition, FILE_FLAG_BACKUP_SEMANTICS, NULL);
}

int wmain(int count, wchar_t **words) {
  HANDLE file = INVALID_HANDLE_VALUE;
  if (count == 3 && wcscmp(words[1], L"lock") == 0) {
    file = open_alone(words[2], OPEN_EXISTING);
  } else if (count == 4 && wcscmp(words[1], L"make") == 0) {
    wchar_t path[1024] = {0};
    wcsncpy(path, words[2], 900);
    for (wchar_t *at = words[3]; *at; at += *at == L',') path[wcslen(path)] = (wchar_t)wcstoul(at, &at, 16);
    file = open_alone(path, CREATE_NEW);
  }
  if (file == INVALID_HANDLE_VALUE) {
    printf("failed: %lu\n", GetLastError());
    return 1;
  }
  puts("done");
  fflush(stdout);
  if (count == 3) getchar();
  return 0;
}
