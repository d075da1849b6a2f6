/* SPDX-License-Identifier: MIT */
#include "core/cli/user.h"

#include <glib.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

const char *rebound_cli_user(void)
{
	static char name[64];
	FILE *file = fopen("/etc/passwd", "re");
	const struct passwd *entry;

	g_snprintf(name, sizeof(name), "uid %u", (unsigned)getuid());
	while (file != NULL && (entry = fgetpwent(file)) != NULL)
		if (entry->pw_uid == getuid()) {
			g_strlcpy(name, entry->pw_name, sizeof(name));
			break;
		}
	if (file != NULL)
		fclose(file);
	return name;
}
