/* SPDX-License-Identifier: MIT */
#include "core/smtp/token.h"

#include <string.h>

#include <nettle/memops.h>
#include <rebound/error.h>
#include "core/smtp/address.h"
#include "core/smtp/token_key.h"

#define EPOCH	   1577836800 /* 2020-01-01T00:00:00Z */
#define HOUR	   3600
#define MAC_BYTES  10
#define LONGEST	   4096 /* bytes of a text that are looked at */
#define MOST_TOKEN 4	/* pieces of a text that are tried */

enum { HOUR_CHARACTERS = 4, MAC_CHARACTERS = 16, MOST_TRIES = 16, MOST_CUTS = 5 };

static const char label[] = "rebound-token-1";
static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";

/* A token apart from what follows it. */
struct parts {
	char head[1 + HOUR_CHARACTERS]; /* in lower case: key and hours */
	guint8 mac[MAC_BYTES];
	gint64 expires;
};

/* One look for a token. */
struct search {
	const struct rebound_token_keys *keys;
	const char *const *candidates;
	gint64 time;
	struct rebound_arena *arena;
	struct rebound_token *best;
	guint tries; /* left for this token */
};

static void write_base32(guint64 bits, guint count, char *text)
{
	for (guint i = count; i-- > 0; bits >>= 5)
		text[i] = alphabet[bits & 31];
}

static int base32_value(char c)
{
	if (g_ascii_isalpha(c))
		return g_ascii_tolower(c) - 'a';
	return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

static guint64 read_base32(const char *text, guint count)
{
	guint64 bits = 0;

	for (guint i = 0; i < count; i++)
		bits = bits << 5 | (guint)base32_value(text[i]);
	return bits;
}

/* 80 bits are two halves of 8 characters and 5 bytes. */
static void write_mac(const guint8 mac[MAC_BYTES], char *text)
{
	for (guint half = 0; half < 2; half++, mac += 5, text += 8) {
		guint64 bits = 0;

		for (guint i = 0; i < 5; i++)
			bits = bits << 8 | mac[i];
		write_base32(bits, 8, text);
	}
}

static void read_mac(const char *text, guint8 mac[MAC_BYTES])
{
	for (guint half = 0; half < 2; half++, mac += 5, text += 8) {
		guint64 bits = read_base32(text, 8);

		for (guint i = 5; i-- > 0; bits >>= 8)
			mac[i] = (guint8)bits;
	}
}

/* job and recipient in lower case; job may be empty. */
static void sign(const struct rebound_token_key *key, const char head[1 + HOUR_CHARACTERS],
	const char *job, const char *recipient, guint8 mac[MAC_BYTES])
{
	struct hmac_sha256_ctx sum = key->mac;

	hmac_sha256_update(&sum, sizeof(label), (const guint8 *)label);
	hmac_sha256_update(&sum, 1 + HOUR_CHARACTERS, (const guint8 *)head);
	hmac_sha256_update(&sum, 1, (const guint8 *)"");
	hmac_sha256_update(&sum, strlen(job) + 1, (const guint8 *)job);
	hmac_sha256_update(&sum, strlen(recipient), (const guint8 *)recipient);
	hmac_sha256_digest(&sum, MAC_BYTES, mac);
}

static gboolean is_job_character(char c)
{
	return g_ascii_isalnum(c) || c == '-' || c == '_';
}

static const char *lower(struct rebound_arena *arena, const char *job, gsize len)
{
	char *low = rebound_arena_copy(arena, job, len);

	for (gsize i = 0; i < len; i++)
		low[i] = g_ascii_tolower(low[i]);
	return low;
}

static gsize job_length(const char *text)
{
	gsize len = 0;

	while (is_job_character(text[len]))
		len++;
	return len;
}

/* What every mail system leaves as it is within a local part. */
static gboolean can_carry(const char *address)
{
	for (const char *at = address; *at != '\0'; at++)
		if (!g_ascii_isalnum(*at) && strchr("@.+-_='", *at) == NULL)
			return FALSE;
	return TRUE;
}

static gboolean refuse(GError **error, const char *problem)
{
	g_set_error_literal(error, REBOUND_ERROR, REBOUND_ERROR_USAGE, problem);
	return FALSE;
}

static gboolean check_order(const struct rebound_token_key *key,
	const struct rebound_token_order *order, gint64 hours, GError **error)
{
	const char *job = order->job;

	if (job != NULL && (*job == '\0' || strlen(job) > REBOUND_TOKEN_JOB_BYTES ||
				   job_length(job) != strlen(job)))
		return refuse(
			error, "a job's name is 1 to 20 letters, digits, hyphens and underscores");
	if (hours < 0 || hours >= (gint64)1 << (5 * HOUR_CHARACTERS))
		return refuse(error, "a token can't end before 2020 or after 2139");
	if (EPOCH + hours * HOUR > key->end)
		return refuse(error,
			"the newest key ends before the token would: put a new key below it, "
			"`rebound token key` makes one");
	return TRUE;
}

char *rebound_token_make(const struct rebound_token_keys *keys,
	const struct rebound_token_order *order, struct rebound_arena *arena, GError **error)
{
	const struct rebound_token_key *key = rebound_token_keys_newest(keys);
	gint64 hours = (order->expires - EPOCH + HOUR - 1) / HOUR;
	char text[REBOUND_TOKEN_LENGTH + 1] = {0};
	guint8 mac[MAC_BYTES];

	const char *address =
		rebound_address_read(arena, order->recipient, strlen(order->recipient));
	if (address == NULL) {
		refuse(error, "this is no mail address");
		return NULL;
	}
	if (!check_order(key, order, hours, error))
		return NULL;
	address = rebound_address_key(arena, address);
	const char *job = order->job != NULL ? lower(arena, order->job, strlen(order->job)) : "";
	text[0] = key->id;
	write_base32((guint64)hours, HOUR_CHARACTERS, text + 1);
	sign(key, text, job, address, mac);
	write_mac(mac, text + 1 + HOUR_CHARACTERS);
	const char *dot = *job != '\0' ? "." : "";
	gsize len = strlen(text) + strlen(dot) + strlen(job) + 1 + strlen(address);
	if (!can_carry(address) || (order->room > 0 && len > order->room))
		return rebound_arena_printf(arena, "%s%s%s", text, dot, job);
	const char *domain = rebound_address_domain(address);
	return rebound_arena_printf(arena, "%s%s%s=%.*s=%s", text, dot, job,
		(int)(domain - 1 - address), address, domain);
}

static void note(struct search *search, const struct rebound_token *token)
{
	if (token->state > search->best->state)
		*search->best = *token;
}

/* Whether it is this recipient's token by its signature, and if so, whether it is good in time. */
static gboolean try(struct search *search, const struct rebound_token_key *key,
	const struct parts *parts, const char *job, const char *recipient)
{
	struct rebound_token token = {.key = key->id, .recipient = recipient};
	guint8 mac[MAC_BYTES];

	if (search->tries == 0)
		return FALSE;
	search->tries--;
	sign(key, parts->head, job, rebound_address_key(search->arena, recipient), mac);
	if (!memeql_sec(mac, parts->mac, MAC_BYTES))
		return FALSE;
	token.job = *job != '\0' ? job : NULL;
	token.ended = MIN(parts->expires, key->end);
	token.state = search->time < token.ended       ? REBOUND_TOKEN_VALID
		      : parts->expires <= search->time ? REBOUND_TOKEN_EXPIRED
						       : REBOUND_TOKEN_KEY_ENDED;
	note(search, &token);
	return TRUE;
}

/*
 * "ann=example.org" and what a mail system may have put behind it: "+tag", "=our.domain" or a tag
 * of BATV. The signature says where the recipient ends.
 */
static gboolean try_carried(struct search *search, const struct rebound_token_key *key,
	const struct parts *parts, const char *job, const char *text)
{
	gsize len = strcspn(text, "@<>/,; \t\"");

	for (guint i = 0; i < MOST_CUTS && len > 0; i++) {
		const char *equals = memrchr(text, '=', len);
		const char *plus = memrchr(text, '+', len);

		if (equals == NULL)
			return FALSE;
		gsize user = (gsize)(equals - text);
		const char *whole = rebound_arena_printf(search->arena, "%.*s@%.*s", (int)user,
			text, (int)(len - user - 1), equals + 1);
		const char *address = rebound_address_read(search->arena, whole, strlen(whole));
		if (address != NULL && try(search, key, parts, job, address))
			return TRUE;
		len = plus != NULL && plus > equals ? (gsize)(plus - text) : user;
	}
	return FALSE;
}

static gboolean try_candidates(struct search *search, const struct rebound_token_key *key,
	const struct parts *parts, const char *job)
{
	for (const char *const *one = search->candidates; one != NULL && *one != NULL; one++)
		if (try(search, key, parts, job, *one))
			return TRUE;
	return FALSE;
}

/* What stands behind a token: perhaps a job, perhaps a recipient. */
static gboolean try_rest(struct search *search, const struct rebound_token_key *key,
	const struct parts *parts, const char *rest)
{
	const char *job = "";

	if (*rest == '.' && job_length(rest + 1) > 0) {
		gsize len = job_length(rest + 1);

		if (len <= REBOUND_TOKEN_JOB_BYTES)
			job = lower(search->arena, rest + 1, len);
		rest += 1 + len;
	}
	if (*rest == '=' && try_carried(search, key, parts, job, rest + 1))
		return TRUE;
	if (try_candidates(search, key, parts, job))
		return TRUE;
	/* Behind a token in a Message-ID may stand anything. */
	return *job != '\0' && try_candidates(search, key, parts, "");
}

static void take(struct search *search, const char *text)
{
	struct rebound_token bad = {.state = REBOUND_TOKEN_UNKNOWN_KEY};
	struct parts parts;

	for (guint i = 0; i < sizeof(parts.head); i++)
		parts.head[i] = g_ascii_tolower(text[i]);
	parts.expires = EPOCH + (gint64)read_base32(text + 1, HOUR_CHARACTERS) * HOUR;
	read_mac(text + sizeof(parts.head), parts.mac);
	search->tries = MOST_TRIES;
	const struct rebound_token_key *key = rebound_token_keys_find(search->keys, parts.head[0]);
	if (key != NULL) {
		if (try_rest(search, key, &parts, text + REBOUND_TOKEN_LENGTH))
			return;
		bad = (struct rebound_token){.state = REBOUND_TOKEN_WRONG, .key = key->id};
	}
	note(search, &bad);
}

enum rebound_token_state rebound_token_check(const struct rebound_token_keys *keys,
	const char *text, const char *const *candidates, gint64 time, struct rebound_arena *arena,
	struct rebound_token *token)
{
	struct search search = {.keys = keys,
		.candidates = candidates,
		.time = time,
		.arena = arena,
		.best = token};
	gsize run = 0;
	guint found = 0;

	*token = (struct rebound_token){.state = REBOUND_TOKEN_NONE};
	for (gsize i = 0; i < LONGEST; i++) {
		if (base32_value(text[i]) >= 0) {
			run++;
			continue;
		}
		/* A token stands alone: no letter and no digit touches it. */
		gboolean touched =
			g_ascii_isdigit(text[i]) || (i > run && g_ascii_isdigit(text[i - run - 1]));
		if (run == REBOUND_TOKEN_LENGTH && !touched && found++ < MOST_TOKEN)
			take(&search, text + i - run);
		if (text[i] == '\0' || token->state == REBOUND_TOKEN_VALID)
			break;
		run = 0;
	}
	return token->state;
}
