/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/smtp/token.h"

/* A key file, and behind its first NUL an address that may bear a token: a stranger's, who can
 * have none that holds, by keys that he does not know. */

static const char secret_keys[] =
	"a AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
	"b 202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f\n";

static const char *const candidates[] = {"ann@example.org", "\"b c\"@example.com", NULL};

static void check_strangers_token(struct rebound_arena *arena, const char *text)
{
	static struct rebound_token_keys *keys;
	struct rebound_token token;

	if (keys == NULL)
		keys = rebound_token_keys_read(
			"secret", secret_keys, sizeof(secret_keys) - 1, NULL);
	rebound_token_check(keys, text, candidates, 1700000000, arena, &token);
	FUZZ_CHECK(token.state <= REBOUND_TOKEN_WRONG);
	FUZZ_CHECK(token.recipient == NULL);
}

static void check_own_token(struct rebound_arena *arena, const struct rebound_token_keys *keys)
{
	struct rebound_token_order order = {.recipient = candidates[0], .expires = 1700000000};
	struct rebound_token token;
	const char *text = rebound_token_make(keys, &order, arena, NULL);

	if (text == NULL)
		return;
	FUZZ_CHECK(rebound_token_check(keys, text, candidates, 1600000000, arena, &token) ==
		   REBOUND_TOKEN_VALID);
	FUZZ_CHECK(strcmp(token.recipient, candidates[0]) == 0);
	FUZZ_CHECK(rebound_token_check(keys, text, candidates, 1700000000 + 3600, arena, &token) <
		   REBOUND_TOKEN_VALID);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GError) error = NULL;
	const char *text = (const char *)data, *end = memchr(text, '\0', size);
	gsize len = end != NULL ? (gsize)(end - text) : size;

	g_autoptr(rebound_token_keys) keys = rebound_token_keys_read("keys", text, len, &error);
	if (keys != NULL) {
		check_own_token(arena, keys);
	} else {
		FUZZ_CHECK(error != NULL && strchr(error->message, '\n') == NULL);
		FUZZ_CHECK(rebound_text_is_safe(error->message));
	}
	g_autofree char *address =
		end != NULL ? g_strndup(end + 1, size - len - 1) : g_strndup(text, size);
	check_strangers_token(arena, address);
	return 0;
}
