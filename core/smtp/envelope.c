/* SPDX-License-Identifier: MIT */
#include "core/smtp/envelope.h"

#include <string.h>

#include "core/base/text.h"
#include "core/smtp/address.h"

#define MOST_LAYERS 4

/* A piece of text; never owned. */
struct piece {
	const char *at;
	const char *end;
};

static gsize length(struct piece piece)
{
	return (gsize)(piece.end - piece.at);
}

static gboolean skip_prefix(struct piece *piece, const char *prefix)
{
	if (!rebound_text_has_prefix(piece->at, length(*piece), prefix))
		return FALSE;
	piece->at += strlen(prefix);
	return TRUE;
}

/* Cut up to a mark off the front; FALSE, and nothing cut, where there is none. */
static gboolean cut(struct piece *from, const char *mark, struct piece *head)
{
	const char *found =
		length(*from) > 0 ? memmem(from->at, length(*from), mark, strlen(mark)) : NULL;

	if (!found)
		return FALSE;
	*head = (struct piece){from->at, found};
	from->at = found + strlen(mark);
	return TRUE;
}

/* Join a local part and a domain to an address, if it is one. */
static char *join(struct rebound_arena *arena, struct piece local, struct piece domain)
{
	char *text = rebound_arena_printf(
		arena, "%.*s@%.*s", (int)length(local), local.at, (int)length(domain), domain.at);
	char *address = rebound_address_read(arena, text, strlen(text));

	return address && strcmp(address, text) == 0 ? address : NULL;
}

static struct piece local_part(const char *address)
{
	const char *at = strrchr(address, '@');

	return (struct piece){address, at ? at : address + strlen(address)};
}

/* The rest of SRS0 behind its mark: hash=day=domain=local. */
static char *read_srs0(struct rebound_arena *arena, struct piece rest)
{
	struct piece hash = {0};
	struct piece day = {0};
	struct piece domain = {0};

	if (!cut(&rest, "=", &hash) || !cut(&rest, "=", &day) || !cut(&rest, "=", &domain))
		return NULL;
	return join(arena, rest, domain);
}

/* "SRS0=HHH=TT=example.org=ann"; "+" and "-" may stand for the first "=". Exchange Online puts who
 * forwards before it: "bob+SRS=HHH=TT=example.org=ann". */
static char *unwrap_srs0(struct rebound_arena *arena, struct piece local)
{
	struct piece forwarder = {0};

	if (cut(&local, "+SRS=", &forwarder) && length(forwarder) > 0)
		return read_srs0(arena, local);
	if (!skip_prefix(&local, "SRS0") || length(local) == 0 || !strchr("=+-", *local.at))
		return NULL;
	local.at++;
	return read_srs0(arena, local);
}

/* "SRS1=HHH=first.example==HHH=TT=example.org=ann": behind "==" stands an SRS0 without its name. */
static char *unwrap_srs1(struct rebound_arena *arena, struct piece local)
{
	struct piece hash = {0};
	struct piece host = {0};

	if (!skip_prefix(&local, "SRS1") || length(local) == 0 || !strchr("=+-", *local.at))
		return NULL;
	local.at++;
	if (!cut(&local, "=", &hash) || !cut(&local, "=", &host) || length(local) == 0 ||
		!strchr("=+-", *local.at))
		return NULL;
	local.at++;
	return read_srs0(arena, local);
}

/* The key number, the day and six hex digits of a BATV tag. */
static gboolean is_batv_tag(struct piece tag)
{
	if (length(tag) != 10)
		return FALSE;
	for (const char *at = tag.at; at < tag.end; at++)
		if (at - tag.at < 4 ? !g_ascii_isdigit(*at) : !g_ascii_isxdigit(*at))
			return FALSE;
	return TRUE;
}

/* "prvs=TAG=ann" and, by older drafts, "prvs=ann=TAG" and "prvs=ann/TAG". */
static char *unwrap_prvs(struct rebound_arena *arena, struct piece local, struct piece domain)
{
	struct piece tag = {0};

	if (!skip_prefix(&local, "prvs="))
		return NULL;
	struct piece rest = local;
	if (cut(&rest, "=", &tag) && is_batv_tag(tag))
		return join(arena, rest, domain);
	for (const char *mark = "=/"; *mark; mark++) {
		const char *last = memrchr(local.at, *mark, length(local));
		if (last && is_batv_tag((struct piece){last + 1, local.end}))
			return join(arena, (struct piece){local.at, last}, domain);
	}
	return NULL;
}

/* "btv1==TAG==ann" and "msprvs1=TAG=ann". */
static char *unwrap_tagged(struct rebound_arena *arena, struct piece local, struct piece domain)
{
	struct piece tag = {0};
	struct piece rest = local;

	if (skip_prefix(&rest, "btv1==") && cut(&rest, "==", &tag))
		return join(arena, rest, domain);
	rest = local;
	if (skip_prefix(&rest, "msprvs1=") && cut(&rest, "=", &tag))
		return join(arena, rest, domain);
	return NULL;
}

static char *unwrap_once(struct rebound_arena *arena, const char *address)
{
	struct piece local = local_part(address);
	const char *name = rebound_address_domain(address);
	struct piece domain = {name, name + strlen(name)};
	char *inner = unwrap_srs0(arena, local);

	if (!inner)
		inner = unwrap_srs1(arena, local);
	if (!inner)
		inner = unwrap_prvs(arena, local, domain);
	return inner ? inner : unwrap_tagged(arena, local, domain);
}

char *rebound_envelope_unwrap(struct rebound_arena *arena, const char *address)
{
	char *result = rebound_arena_string(arena, address);

	for (guint i = 0; i < MOST_LAYERS; i++) {
		char *inner = unwrap_once(arena, result);
		if (!inner)
			break;
		result = inner;
	}
	return result;
}

/* "ann=example.org" to the address; its last "=" stands for the "@". */
static char *read_pair(struct rebound_arena *arena, struct piece pair)
{
	const char *equals = length(pair) > 0 ? memrchr(pair.at, '=', length(pair)) : NULL;

	if (!equals || !memchr(equals, '.', (gsize)(pair.end - equals)))
		return NULL;
	return join(arena, (struct piece){pair.at, equals}, (struct piece){equals + 1, pair.end});
}

/* Sympa: "bounce+ann==a==example.org==list", and "==w" or "==r" behind it. */
static char *read_sympa(struct rebound_arena *arena, struct piece local)
{
	struct piece head = {0};
	struct piece user = {0};
	struct piece domain = {0};

	if (!cut(&local, "+", &head) || !cut(&local, "==a==", &user))
		return NULL;
	if (!cut(&local, "==", &domain))
		domain = local;
	return join(arena, user, domain);
}

/* Listserv: "owner-list*ann**example.org", and "*-" where a name can hold no dot. */
static char *read_listserv(struct rebound_arena *arena, struct piece local)
{
	struct piece head = {0};
	struct piece user = {0};

	if (!skip_prefix(&local, "owner-") || !cut(&local, "*", &head) || !cut(&local, "**", &user))
		return NULL;
	char *domain = rebound_arena_copy(arena, local.at, length(local));
	char *to = domain;
	for (const char *from = domain; *from; from++) {
		gboolean is_dot = from[0] == '*' && from[1] == '-';
		*to++ = is_dot ? '.' : *from;
		from += is_dot ? 1 : 0;
	}
	*to = '\0';
	if (strchr(domain, '.') == NULL)
		return NULL;
	return join(arena, user, (struct piece){domain, to});
}

static gboolean all_of(struct piece piece, gboolean (*is)(char), gsize least, gsize most)
{
	if (length(piece) < least || length(piece) > most)
		return FALSE;
	for (const char *at = piece.at; at < piece.end; at++)
		if (!is(*at))
			return FALSE;
	return TRUE;
}

static gboolean is_digit(char c)
{
	return g_ascii_isdigit(c);
}

static gboolean is_hex(char c)
{
	return g_ascii_isxdigit(c);
}

/* Pass over "123456-ab12-" or "ab12cd.34ef-", which bulk senders put before the recipient. */
static void skip_tags(struct piece *piece)
{
	struct piece rest = *piece;
	struct piece first = {0};
	struct piece second = {0};

	if (!cut(&rest, "-", &first))
		return;
	struct piece behind = rest;
	if (all_of(first, is_digit, 1, 20) && cut(&behind, "-", &second) &&
		all_of(second, is_hex, 4, 4))
		*piece = behind;
	else if (cut(&first, ".", &second) && all_of(second, is_hex, 6, 6) &&
		 all_of(first, is_hex, 1, 12))
		*piece = rest;
}

/* Mailman, Postfix and the like: "list-bounces+ann=example.org"; Gmail puts "caf_=" before whom it
 * forwards to. */
static char *read_plus(struct rebound_arena *arena, struct piece local)
{
	struct piece head = {0};

	if (!cut(&local, "+", &head) || length(head) == 0)
		return NULL;
	(void)skip_prefix(&local, "caf_=");
	skip_tags(&local);
	return read_pair(arena, local);
}

/* Pass over numbers, each with the mark of the list behind it. */
static gboolean skip_numbers(struct piece *piece, const char *marks)
{
	for (; *marks != '\0'; marks++) {
		const char *at = piece->at;
		while (at < piece->end && g_ascii_isdigit(*at))
			at++;
		if (at == piece->at || at == piece->end || *at != *marks)
			return FALSE;
		piece->at = at + 1;
	}
	return TRUE;
}

/* Bulk senders that put numbers of a known form before the recipient:
 * "bounce-mc.us4_1234567.890123-ann=example.org", "sentto-12345-67-890-ann=example.org". */
static char *read_numbered(struct rebound_arena *arena, struct piece local)
{
	gboolean known = skip_prefix(&local, "bounce-mc.us")
				 ? skip_numbers(&local, "_.-")
				 : skip_prefix(&local, "sentto-") && skip_numbers(&local, "---");

	return known ? read_pair(arena, local) : NULL;
}

/* "bounce_ann", "news.ann": a word of the sender's before the name. */
static gboolean has_senders_word(struct piece name)
{
	static const char *const words[] = {"bounce", "bounces", "return", "returns", "error",
		"errors", "owner", "verp", "list", "news", "newsletter", "mailer", "mail", "b"};

	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		struct piece rest = name;
		if (skip_prefix(&rest, words[i]) && length(rest) > 0 &&
			(*rest.at == '_' || *rest.at == '.'))
			return TRUE;
	}
	return FALSE;
}

/* The recipient alone, "ann=example.org", or with "__" and a token behind it. */
static char *read_whole(struct rebound_arena *arena, struct piece local)
{
	const char *equals = length(local) > 0 ? memchr(local.at, '=', length(local)) : NULL;
	struct piece name;

	if (equals == NULL)
		return NULL;
	/* With a mark in the name nobody can say where the recipient begins. */
	for (const char *at = local.at; at < equals; at++)
		if (strchr("+-*", *at) != NULL)
			return NULL;
	if (has_senders_word((struct piece){local.at, equals}))
		return NULL;
	struct piece domain = {equals + 1, local.end};
	if (cut(&domain, "__", &name))
		domain = name;
	return read_pair(arena, (struct piece){local.at, domain.end});
}

/* ezmlm: "list-return-123-ann=example.org"; the number tells where the recipient begins. */
static char *read_ezmlm(struct rebound_arena *arena, struct piece local)
{
	struct piece head = {0};
	struct piece number = {0};

	if (!cut(&local, "-return-", &head) || length(head) == 0)
		return NULL;
	if (!skip_prefix(&local, "warn-"))
		(void)skip_prefix(&local, "probe-");
	if (!cut(&local, "-", &number) || length(number) == 0 || !g_ascii_isdigit(*number.at))
		return NULL;
	return read_pair(arena, local);
}

/*
 * qmail and the like: "owner-list-ann=example.org", "bounces-ann=example.org". With another hyphen
 * nobody can say where the recipient begins, and a wrong guess would hit somebody else.
 */
static char *read_hyphen(struct rebound_arena *arena, struct piece local)
{
	static const char *const marks[] = {
		"-owner-", "-bounces-", "-bounce-", "-errors-", "-request-", "-admin-"};
	static const char *const heads[] = {"bounces-", "bounce-", "return-", "errors-"};
	struct piece head = {0};

	if (length(local) == 0 || memchr(local.at, '=', length(local)) == NULL)
		return NULL;
	for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
		struct piece rest = local;
		if (cut(&rest, marks[i], &head) && length(head) > 0)
			return read_pair(arena, rest);
	}
	gboolean found = FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(heads) && !found; i++)
		found = skip_prefix(&local, heads[i]);
	if (!found && !(skip_prefix(&local, "owner-") && cut(&local, "-", &head)))
		return NULL;
	const char *equals = memrchr(local.at, '=', length(local));
	if (!equals || memchr(local.at, '-', (gsize)(equals - local.at)))
		return NULL;
	return read_pair(arena, local);
}

gboolean rebound_envelope_may_enclose(const char *text)
{
	return strpbrk(text, "=*") != NULL;
}

char *rebound_envelope_verp_recipient(struct rebound_arena *arena, const char *address)
{
	static char *(*const readers[])(struct rebound_arena *, struct piece) = {read_sympa,
		read_ezmlm, read_plus, read_listserv, read_numbered, read_hyphen, read_whole};
	if (!rebound_envelope_may_enclose(address))
		return NULL;
	const char *inner = rebound_envelope_unwrap(arena, address);
	struct piece local = local_part(inner);

	for (guint i = 0; i < G_N_ELEMENTS(readers); i++) {
		char *recipient = readers[i](arena, local);
		if (recipient)
			return recipient;
	}
	return NULL;
}
