/* SPDX-License-Identifier: MIT */
#include "core/cli/user.h"

#include <glib.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

char *rebound_cli_user(void)
{
	FILE *file = fopen("/etc/passwd", "re");
	const struct passwd *entry;
	char *name = NULL;

	while (file != NULL && name == NULL && (entry = fgetpwent(file)) != NULL)
		if (entry->pw_uid == getuid())
			name = g_strdup(entry->pw_name);
	if (file != NULL)
		fclose(file);
	return name != NULL ? name : g_strdup_printf("uid %u", (unsigned)getuid());
}
