/* SPDX-License-Identifier: MIT */
#include "core/run/share.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define ALIGNMENT ((gsize)64)

/* With so much free before what is in use, the front is used again: memory that was never touched
 * costs more. */
#define FRONT_BYTES ((gsize)256 * 1024)

/* A ring: what is in use lies from first to next, or from first to the last piece before its end
 * and from 0 to next. */
struct rebound_share {
	char *bytes;
	gsize size;
	gsize first, next;
	guint count; /* pieces in use */
	int readable;
};

static gsize room_for(gsize len)
{
	return (len + 1 + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
}

/* The same memory by a descriptor of its own, since one that can be written would let a worker make
 * its view of it writable. */
static int open_readable(int descriptor)
{
	g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", descriptor);

	return open(path, O_RDONLY | O_CLOEXEC);
}

struct rebound_share *rebound_share_new(gsize size)
{
	int descriptor = memfd_create("rebound mails", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	void *bytes = MAP_FAILED;
	int readable = -1;

	if (descriptor < 0)
		return NULL;
	if (ftruncate(descriptor, (off_t)size) == 0 &&
		fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
		readable = open_readable(descriptor);
	if (readable >= 0)
		bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
	close(descriptor);
	if (bytes == MAP_FAILED) {
		if (readable >= 0)
			close(readable);
		return NULL;
	}
	struct rebound_share *share = g_new0(struct rebound_share, 1);
	share->bytes = bytes;
	share->size = size;
	share->readable = readable;
	return share;
}

void rebound_share_free(struct rebound_share *share)
{
	if (share == NULL)
		return;
	munmap(share->bytes, share->size);
	close(share->readable);
	g_free(share);
}

gsize rebound_share_size(const struct rebound_share *share)
{
	return share->size;
}

int rebound_share_descriptor(const struct rebound_share *share)
{
	return share->readable;
}

static gboolean find_room(struct rebound_share *share, gsize room, gsize *offset)
{
	if (share->count == 0)
		share->first = share->next = 0;
	*offset = share->next;
	if (share->count > 0 && share->next <= share->first)
		return share->first - share->next >= room;
	if (share->first < MAX(room, FRONT_BYTES) && share->size - share->next >= room)
		return TRUE;
	*offset = 0;
	return share->first >= room;
}

gboolean rebound_share_put(struct rebound_share *share, const char *data, gsize len, gsize *offset)
{
	gsize room = room_for(len);

	if (len >= share->size || !find_room(share, room, offset))
		return FALSE;
	if (len > 0)
		memcpy(share->bytes + *offset, data, len);
	share->bytes[*offset + len] = '\0';
	share->next = *offset + room;
	share->count++;
	return TRUE;
}

const char *rebound_share_at(const struct rebound_share *share, gsize offset)
{
	return share->bytes + offset;
}

void rebound_share_take_up(struct rebound_share *share, gsize offset, gsize len)
{
	share->first = offset + room_for(len);
	share->count--;
}

const char *rebound_share_map(int descriptor, gsize size)
{
	void *bytes = mmap(NULL, size, PROT_READ, MAP_SHARED, descriptor, 0);

	return bytes != MAP_FAILED ? bytes : NULL;
}
