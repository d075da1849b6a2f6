/* SPDX-License-Identifier: MIT */
#include "core/net/mailer.h"

#include <string.h>

#include <rebound/error.h>
#include "core/net/libcurl.h"

enum { SECONDS = 300, ANSWER_BYTES = 16 * 1024 };

struct rebound_mailer {
	const struct rebound_libcurl *curl;
	CURL *handle;
	char *url; /* without its query */
	char *user, *password, *ca_file;
	long tls; /* CURLUSESSL_... */
	guint connect_seconds, seconds;
	gboolean takes_8bit; /* the server said so in this connection */
	char detail[CURL_ERROR_SIZE];
};

struct conversation {
	struct rebound_mailer_answer *answer;
	gboolean takes_8bit; /* the server announced it */
	gboolean is_over;    /* QUIT was said */
};

/* What is left to send. */
struct sending {
	const char *bytes;
	gsize len;
	gboolean is_8bit;
	gboolean was_refused;
	struct conversation *conversation;
};

static gboolean is_local(const char *host)
{
	return g_ascii_strcasecmp(host, "localhost") == 0 || g_str_has_prefix(host, "127.") ||
	       strcmp(host, "::1") == 0;
}

static gboolean refuse_url(const char *url, const char *why, GError **error)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE, "%s: %s",
		rebound_libcurl_show_url(arena, url), why);
	return FALSE;
}

/* STARTTLS by scheme, host and query; -1 where the query says something else. */
static long choose_tls(const char *scheme, const char *host, const char *query)
{
	if (strcmp(scheme, "smtps") == 0)
		return query == NULL ? CURLUSESSL_ALL : -1;
	if (query == NULL)
		return is_local(host) ? CURLUSESSL_NONE : CURLUSESSL_ALL;
	if (strcmp(query, "starttls=required") == 0)
		return CURLUSESSL_ALL;
	if (strcmp(query, "starttls=try") == 0)
		return CURLUSESSL_TRY;
	return strcmp(query, "starttls=no") == 0 ? CURLUSESSL_NONE : -1;
}

static gboolean read_url(struct rebound_mailer *mailer, const char *url, GError **error)
{
	g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_NONE, NULL);
	const char *scheme = uri != NULL ? g_uri_get_scheme(uri) : "";
	const char *host = uri != NULL ? g_uri_get_host(uri) : NULL;

	if (host == NULL || host[0] == '\0' ||
		(strcmp(scheme, "smtp") != 0 && strcmp(scheme, "smtps") != 0))
		return refuse_url(
			url, "is no SMTP server; write smtp://HOST:PORT or smtps://HOST", error);
	if (g_uri_get_userinfo(uri) != NULL)
		return refuse_url(url,
			"holds a user or password, which everybody on this machine can see", error);
	mailer->tls = choose_tls(scheme, host, g_uri_get_query(uri));
	if (mailer->tls < 0)
		return refuse_url(url,
			"what stands behind ? must be starttls=required, "
			"starttls=try or starttls=no (and only over smtp)",
			error);
	if (mailer->password != NULL && mailer->tls != CURLUSESSL_ALL && !is_local(host))
		return refuse_url(
			url, "a password is only sent over TLS; leave ?starttls away", error);
	mailer->url = g_strndup(url, strcspn(url, "?#"));
	return TRUE;
}

struct rebound_mailer *rebound_mailer_new(
	const char *url, const char *user, const char *password, GError **error)
{
	g_autoptr(rebound_mailer) mailer = g_new0(struct rebound_mailer, 1);

	mailer->user = g_strdup(user);
	mailer->password = g_strdup(password);
	mailer->seconds = SECONDS;
	if (!read_url(mailer, url, error))
		return NULL;
	mailer->curl = rebound_libcurl_load(error);
	if (mailer->curl == NULL)
		return NULL;
	mailer->handle = mailer->curl->easy_init();
	return g_steal_pointer(&mailer);
}

void rebound_mailer_free(struct rebound_mailer *mailer)
{
	if (mailer == NULL)
		return;
	if (mailer->handle != NULL)
		mailer->curl->easy_cleanup(mailer->handle);
	g_free(mailer->url);
	g_free(mailer->user);
	g_free(mailer->password);
	g_free(mailer->ca_file);
	g_free(mailer);
}

void rebound_mailer_set_ca_file(struct rebound_mailer *mailer, const char *path)
{
	g_free(mailer->ca_file);
	mailer->ca_file = g_strdup(path);
}

void rebound_mailer_set_times(struct rebound_mailer *mailer, guint connect_seconds, guint seconds)
{
	if (connect_seconds != 0)
		mailer->connect_seconds = connect_seconds;
	if (seconds != 0)
		mailer->seconds = seconds;
}

static size_t give_data(char *buffer, size_t size, size_t count, void *data)
{
	struct sending *sending = data;
	gsize len = MIN(size * count, sending->len);

	/* The connection breaks before the last dot, so the server forgets what it has. */
	if (sending->is_8bit && !sending->conversation->takes_8bit) {
		sending->was_refused = TRUE;
		return CURL_READFUNC_ABORT;
	}
	if (len == sending->len)
		g_strlcpy(sending->conversation->answer->command, ".",
			sizeof(sending->conversation->answer->command));
	memcpy(buffer, sending->bytes, len);
	sending->bytes += len;
	sending->len -= len;
	return len;
}

/* Keep the lines of the last reply: "250-first", "250 last". */
static void take_line(struct rebound_mailer_answer *answer, const char *bytes, gsize len)
{
	const char *before = memrchr(answer->text->str, '\n', answer->text->len);

	before = before != NULL ? before + 1 : answer->text->str;
	if (strlen(before) < 4 || before[3] != '-')
		g_string_truncate(answer->text, 0);
	else
		g_string_append_c(answer->text, '\n');
	while (len > 0 && (bytes[len - 1] == '\n' || bytes[len - 1] == '\r'))
		len--;
	if (answer->text->len < ANSWER_BYTES)
		g_string_append_len(answer->text, bytes, (gssize)MIN(len, ANSWER_BYTES));
}

/* The lines of a login hold no command. */
static void take_command(struct rebound_mailer_answer *answer, const char *bytes, gsize len)
{
	static const char *const commands[] = {
		"EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", NULL};

	for (const char *const *command = commands; *command != NULL; command++)
		if (len >= strlen(*command) && memcmp(bytes, *command, strlen(*command)) == 0)
			g_strlcpy(answer->command, *command, sizeof(answer->command));
}

/* The conversation as libcurl tells it, up to the QUIT: what is answered to that is no news. */
static int follow(CURL *handle, curl_infotype type, char *bytes, size_t len, void *data)
{
	struct conversation *conversation = data;

	if (type == CURLINFO_HEADER_OUT) {
		conversation->is_over = len >= 4 && memcmp(bytes, "QUIT", 4) == 0;
		if (!conversation->is_over)
			take_command(conversation->answer, bytes, len);
		if (len >= 4 && memcmp(bytes, "EHLO", 4) == 0)
			conversation->takes_8bit = FALSE;
	} else if (type == CURLINFO_HEADER_IN && !conversation->is_over) {
		take_line(conversation->answer, bytes, len);
		if (strcmp(conversation->answer->command, "EHLO") == 0 && len >= 12 &&
			g_ascii_strncasecmp(bytes + 4, "8BITMIME", 8) == 0)
			conversation->takes_8bit = TRUE;
	}
	return 0;
}

/* The mail with CRLF at each line end, a lone CR or LF as well (RFC 5321 section 2.3.8). */
static GString *with_crlf(const char *data, gsize len)
{
	GString *text = g_string_sized_new(len + len / 32 + 2);

	for (gsize i = 0; i < len; i++) {
		if (data[i] != '\r' && data[i] != '\n') {
			g_string_append_c(text, data[i]);
			continue;
		}
		g_string_append_len(text, "\r\n", 2);
		if (data[i] == '\r' && i + 1 < len && data[i + 1] == '\n')
			i++;
	}
	if (text->len > 0 && text->str[text->len - 1] != '\n')
		g_string_append_len(text, "\r\n", 2);
	return text;
}

/* Nothing in an address may end the command that it stands in. */
static gboolean check_address(const char *address, gboolean may_be_empty, GError **error)
{
	gboolean good = may_be_empty || address[0] != '\0';

	for (const char *at = address; *at != '\0'; at++)
		if ((guchar)*at < ' ' || *at == 0x7f || *at == '<' || *at == '>' ||
			(*at == ' ' && address[0] != '"'))
			good = FALSE;
	if (!good)
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
			"the address of an envelope is none");
	return good;
}

static gboolean has_8bit(const struct rebound_mailer_mail *mail)
{
	for (gsize i = 0; i < mail->len; i++)
		if ((guchar)mail->data[i] > 0x7f)
			return TRUE;
	return FALSE;
}

static void set_mail(const struct rebound_mailer *mailer, const struct rebound_mailer_mail *mail,
	struct curl_slist *recipients)
{
	CURLcode (*set)(CURL *, CURLoption, ...) = mailer->curl->easy_setopt;
	g_autofree char *from = g_strdup_printf("<%s>", mail->from);

	set(mailer->handle, CURLOPT_URL, mailer->url);
	set(mailer->handle, CURLOPT_USE_SSL, mailer->tls);
	if (mailer->tls == CURLUSESSL_TRY) {
		set(mailer->handle, CURLOPT_SSL_VERIFYPEER, 0L);
		set(mailer->handle, CURLOPT_SSL_VERIFYHOST, 0L);
	}
	if (mailer->ca_file != NULL)
		set(mailer->handle, CURLOPT_CAINFO, mailer->ca_file);
	if (mailer->user != NULL) {
		set(mailer->handle, CURLOPT_USERNAME, mailer->user);
		set(mailer->handle, CURLOPT_PASSWORD,
			mailer->password != NULL ? mailer->password : "");
	}
	set(mailer->handle, CURLOPT_MAIL_FROM, from);
	set(mailer->handle, CURLOPT_MAIL_RCPT, recipients);
	set(mailer->handle, CURLOPT_UPLOAD, 1L);
}

/* The code that a reply begins with, 0 where it has none. */
static guint read_reply(const char *text)
{
	if (!g_ascii_isdigit(text[0]) || !g_ascii_isdigit(text[1]) || !g_ascii_isdigit(text[2]))
		return 0;
	return (guint)(text[0] - '0') * 100 + (guint)(text[1] - '0') * 10 + (guint)(text[2] - '0');
}

gboolean rebound_mailer_send(struct rebound_mailer *mailer, const struct rebound_mailer_mail *mail,
	struct rebound_mailer_answer *answer, GError **error)
{
	const struct rebound_libcurl *curl = mailer->curl;

	memset(answer, 0, sizeof(*answer));
	answer->text = g_string_new(NULL);
	g_strlcpy(answer->command, "CONNECT", sizeof(answer->command));
	if (!check_address(mail->from, TRUE, error) || !check_address(mail->to, FALSE, error))
		return FALSE;
	g_autofree char *to = g_strdup_printf("<%s>", mail->to);
	struct curl_slist *recipients = curl->slist_append(NULL, to);
	GString *data = with_crlf(mail->data, mail->len);
	struct conversation conversation = {.answer = answer, .takes_8bit = mailer->takes_8bit};
	struct sending sending = {.bytes = data->str,
		.len = data->len,
		.is_8bit = has_8bit(mail),
		.conversation = &conversation};

	rebound_libcurl_prepare(
		curl, mailer->handle, "smtp,smtps", mailer->connect_seconds, mailer->seconds);
	set_mail(mailer, mail, recipients);
	mailer->detail[0] = '\0';
	curl->easy_setopt(mailer->handle, CURLOPT_ERRORBUFFER, mailer->detail);
	curl->easy_setopt(mailer->handle, CURLOPT_READFUNCTION, give_data);
	curl->easy_setopt(mailer->handle, CURLOPT_READDATA, &sending);
	curl->easy_setopt(mailer->handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t)data->len);
	curl->easy_setopt(mailer->handle, CURLOPT_DEBUGFUNCTION, follow);
	curl->easy_setopt(mailer->handle, CURLOPT_DEBUGDATA, &conversation);
	curl->easy_setopt(mailer->handle, CURLOPT_VERBOSE, 1L);
	CURLcode code = curl->easy_perform(mailer->handle);
	curl->easy_reset(mailer->handle); /* it must not look at what lies here any more */
	curl->slist_free_all(recipients);
	g_string_free(data, TRUE);
	answer->reply = read_reply(answer->text->str);
	/* A connection that is used again greets nobody again. */
	mailer->takes_8bit = conversation.takes_8bit;
	if (sending.was_refused) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: the server takes no mails with bytes beyond ASCII", mailer->url);
		return FALSE;
	}
	/* A code of libcurl beside a refusal says no more than the refusal. */
	if (code == CURLE_OK || answer->reply >= 400)
		return TRUE;
	rebound_libcurl_set_error(curl, code, mailer->url, mailer->detail, error);
	return FALSE;
}

void rebound_mailer_answer_clear(struct rebound_mailer_answer *answer)
{
	if (answer->text != NULL)
		g_string_free(answer->text, TRUE);
	answer->text = NULL;
}
