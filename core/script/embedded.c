/* SPDX-License-Identifier: MIT */
#include "core/script/embedded.h"

#include <string.h>

const struct rebound_embedded *rebound_embedded_find(const char *name)
{
	for (const struct rebound_embedded *file = rebound_embedded; file->name; file++)
		if (strcmp(file->name, name) == 0)
			return file;
	return NULL;
}
