/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

#include "core/base/arena.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/smtp/address.h"
#include "core/smtp/envelope.h"
#include "core/smtp/reply.h"
#include "core/smtp/xtext.h"

/* The tokens of an envelope and of a reply. */

static void check_address(struct rebound_arena *arena, const char *address)
{
	if (address == NULL)
		return;
	fuzz_check_address(address);
	FUZZ_CHECK(strlen(rebound_address_domain(address)) > 0);
	FUZZ_CHECK(rebound_address_equal(address, address));
	const char *key = rebound_address_key(arena, address);
	FUZZ_CHECK(strcmp(key, rebound_address_key(arena, key)) == 0);
	rebound_address_is_daemon(address);
	FUZZ_CHECK(rebound_envelope_unwrap(arena, address) != NULL);
	const char *recipient = rebound_envelope_verp_recipient(arena, address);
	if (recipient != NULL)
		fuzz_check_address(recipient);
}

static void find_addresses(struct rebound_arena *arena, const char *text, gsize len)
{
	const char *from = text, *end = text + len, *start = NULL, *address;

	while ((address = rebound_address_find(arena, &from, end, &start)) != NULL) {
		FUZZ_CHECK(text <= start && start < from && from <= end);
		check_address(arena, address);
	}
}

static void read_tokens(struct rebound_arena *arena, const char *text, gsize len)
{
	const char *plain = rebound_xtext_decode(arena, text, len);

	FUZZ_CHECK(plain == NULL || strlen(plain) <= len);
	FUZZ_CHECK(plain == NULL || rebound_xtext_decode_leniently(arena, text, len) != NULL);
	plain = rebound_unitext_decode(arena, text, len);
	FUZZ_CHECK(plain == NULL || g_utf8_validate(plain, -1, NULL));
	rebound_reply_command(text, len);
	struct rebound_reply reply = rebound_reply_read(text, len);
	FUZZ_CHECK(reply.start <= len && reply.text <= len);
	FUZZ_CHECK(reply.host_len <= len && reply.host <= len - reply.host_len);
	FUZZ_CHECK(reply.code == 0 || (reply.code >= 100 && reply.code <= 599));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *text = (const char *)data;

	check_address(arena, rebound_address_read(arena, text, size));
	find_addresses(arena, text, size);
	read_tokens(arena, text, size);
	return 0;
}
