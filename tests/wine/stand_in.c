// In: the arguments of netsh, auditpol, net or sc, which Wine has not, or not as far as our scripts need them. Out: what the real ones
// would leave behind: rules as files in C:\stand-in, the firewall's switches and the start types of services in the registry, whether a
// service runs as a file, the audit policy in C:\stand-in\audit; and every call, one a line, in C:\stand-in\said. It fails if the call
// holds the word that stands in C:\stand-in\fail.

#include <stdio.h>
#include <string.h>
#include <windows.h>

#define POLICY "SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\"

static const char *call;

static int has(const char *words) { return strstr(call, words) != NULL; }

// What follows `name` up to the next quote or blank, as a file in C:\stand-in.
static void named(const char *name, char *path) {
    const char *from = strstr(call, name), *to;
    from = from ? from + strlen(name) : "";
    to = *from == '"' ? strchr(++from, '"') : strchr(from, ' ');
    sprintf(path, "C:\\stand-in\\%.*s", (int)(to ? to - from : (int)strlen(from)), from);
}

static void set_in(const char *above, const char *below, const char *name, DWORD value) {
    char key[300];
    sprintf(key, "%s%s", above, below);
    RegSetKeyValueA(HKEY_LOCAL_MACHINE, key, name, REG_DWORD, &value, sizeof value);
}

static void set(const char *profile, const char *name, DWORD value) { set_in(POLICY, profile, name, value); }

// A file whose name has letters of any script.
static void wide(const char *path, wchar_t *out) { MultiByteToWideChar(CP_UTF8, 0, path, -1, out, 300); }

static int is_there(const char *path) { return GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES; }

static void append(const char *path, const char *text) {
    FILE *file = fopen(path, "ab");
    if (file) fprintf(file, "%s\n", text), fclose(file);
}

static int auditpol(void) {
    const char *audit = "C:\\stand-in\\audit", *file = strstr(call, "/file:\"");
    char path[300];
    wchar_t from[300], to[300];
    if (!file) return append(audit, strstr(call, "/subcategory")), 0;
    sprintf(path, "%.*s", (int)strcspn(file + 7, "\""), file + 7);
    wide(has("/backup") ? audit : path, from);
    wide(has("/backup") ? path : audit, to);
    return !CopyFileW(from, to, has("/backup"));
}

static int advfirewall(void) {
    const char *profiles[][2] = {{"domainprofile", "DomainProfile"}, {"privateprofile", "StandardProfile"}, {"publicprofile", "PublicProfile"}};
    for (int at = 0; at < 3; at++) {
        char logging[40];
        if (!has(profiles[at][0])) continue;
        sprintf(logging, "%s\\Logging", profiles[at][1]);
        if (has(" state ")) set(profiles[at][1], "EnableFirewall", has(" state on"));
        if (has("droppedconnections")) set(logging, "LogDroppedPackets", has("enable"));
        if (has("allowedconnections")) set(logging, "LogSuccessfulConnections", has("enable"));
    }
    return 0;
}

static int rules(void) {
    char path[300];
    // What a policy is made of goes with it.
    if (has("netsh ipsec") && !has(" policy ")) return 0;
    named("name=", path);
    if (has(" show ")) return !is_there(path);
    if (has(" delete ")) return !DeleteFileA(path);
    append(path, call);
    return 0;
}

// XP keeps an exception for a port as a text.
static int port(void) {
    char name[20], text[100];
    const char *number = strstr(call, "port=") + 5;
    sprintf(name, "%.*s:TCP", (int)strspn(number, "0123456789"), number);
    sprintf(text, "%s:*:Enabled:Jiance", name);
    if (has(" delete ")) return RegDeleteKeyValueA(HKEY_LOCAL_MACHINE, POLICY "StandardProfile\\GloballyOpenPorts\\List", name);
    return RegSetKeyValueA(HKEY_LOCAL_MACHINE, POLICY "StandardProfile\\GloballyOpenPorts\\List", name, REG_SZ, text, strlen(text) + 1);
}

static int xp(void) {
    if (has("portopening")) return port();
    if (has("FILEANDPRINT")) set("StandardProfile\\GloballyOpenPorts\\List", "445", has("mode=ENABLE"));
    if (has("opmode")) set("StandardProfile", "EnableFirewall", has("mode=ENABLE"));
    if (has("droppedpackets")) set("StandardProfile\\Logging", "LogDroppedPackets", has("=ENABLE"));
    if (has(" connections")) set("StandardProfile\\Logging", "LogSuccessfulConnections", has("=ENABLE"));
    return 0;
}

// A service runs if a file of its name is there.
static int service(const char *name) {
    char path[300];
    DWORD start = has("start= disabled") ? 4 : has("start= demand") ? 3 : 2;
    sprintf(path, "C:\\stand-in\\%s", name);
    if (has(" config ")) {
        set_in("SYSTEM\\CurrentControlSet\\Services\\", name, "Start", start);
        return 0;
    }
    if (has(" query ")) return printf("        STATE              : %d  \n", is_there(path) ? 4 : 1), 0;
    if (has(" stop ")) return !DeleteFileA(path);
    append(path, "");
    return 0;
}

int main(int count, char **words) {
    char word[100] = "";
    FILE *fail = fopen("C:\\stand-in\\fail", "rb");
    static char line[2000];
    WideCharToMultiByte(CP_UTF8, 0, GetCommandLineW(), -1, line, sizeof line, NULL, NULL);
    call = line;
    append("C:\\stand-in\\said", call);
    if (fail) {
        word[fread(word, 1, sizeof word - 1, fail)] = 0;
        fclose(fail);
        if (*word && has(word)) return 1;
    }
    if (has("auditpol")) return auditpol();
    if (!has("netsh")) return service(count > 2 ? words[2] : "");
    if (has("netsh ipsec") || has(" rule ")) return rules();
    return has("netsh firewall") ? xp() : advfirewall();
}
