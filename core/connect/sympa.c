/* SPDX-License-Identifier: MIT */
#include "core/connect/connector.h"

#include <string.h>

#include "core/base/text.h"
#include "core/connect/soap.h"

/*
 * Sympa, its SOAP server, as an application that trusted_applications.conf names with
 * "proxy_for_variables USER_EMAIL": which asks for the lists of an address in its own name, del and
 * add act in the name of a listmaster. Sympa can't be told of a bounce from outside, so the address
 * is deleted from each of its lists, without a mail to it; add puts it back.
 *
 * The memo has the name of each list.
 */

#define NAMESPACE "urn:sympasoap"
#define RUN	  "authenticateRemoteAppAndRun"

static const char *const credentials[] = {"application", "password", "listmaster", NULL};

/* The variables of a call are one string, "USER_EMAIL=...,NAME=...": an address must not add to it.
 */
static gboolean can_be_named(const char *address)
{
	return strpbrk(address, ",= \"") == NULL;
}

static gboolean is_list_name(const char *name)
{
	if (*name == '\0')
		return FALSE;
	for (; *name != '\0'; name++)
		if (!g_ascii_isalnum(*name) && strchr("-_.+", *name) == NULL)
			return FALSE;
	return TRUE;
}

/* Faults that are about us, not about an address. */
static gboolean ends_all(const struct rebound_soap_answer *answer)
{
	static const char *const faults[] = {"Authentication failed", "Not allowed.",
		"Incorrect number of parameters", "User not authenticated", "User not specified",
		NULL};

	return g_strv_contains(faults, answer->fault);
}

static gboolean fail(const struct rebound_connection *connection,
	const struct rebound_connect_request *request, const struct rebound_soap_answer *answer,
	struct rebound_http_response *response, GError **error)
{
	/* What is shown is the fault's own words. */
	if (answer->fault != NULL)
		g_string_printf(response->body, "%s %s", answer->fault,
			answer->detail != NULL ? answer->detail : "");
	return rebound_connection_misfit(connection, request, response, error);
}

/* Call a service in the name of a user. */
static gboolean call(struct rebound_connection *connection, const char *user, const char *service,
	const char *const *parameters, struct rebound_soap_answer *answer, GError **error)
{
	g_autofree char *variables = g_strconcat("USER_EMAIL=", user, NULL);
	const char *arguments[] = {"appname",
		rebound_credentials_get(connection->credentials, "application"), "apppassword",
		rebound_credentials_get(connection->credentials, "password"), "vars", variables,
		"service", service, NULL};
	g_autofree char *body =
		rebound_soap_write(NAMESPACE, RUN, arguments, "parameters", parameters);
	const struct rebound_connect_request request = {.method = "POST",
		.path = "",
		.content_type = "text/xml; charset=utf-8",
		.body = body,
		.header = "SOAPAction: \"" NAMESPACE "#" RUN "\"",
		.without_login = TRUE,
		.takes_500 = TRUE};
	struct rebound_http_response response;
	gboolean good = rebound_connection_send(connection, &request, &response, error);

	memset(answer, 0, sizeof(*answer));
	if (good) {
		rebound_soap_read(response.body->str, response.body->len, answer);
		good = (answer->is_soap && !response.is_cut &&
			       (answer->fault != NULL ? !ends_all(answer)
						      : response.status == 200)) ||
		       fail(connection, &request, answer, &response, error);
	}
	rebound_http_response_clear(&response);
	return good;
}

/* "listAddress=news@example.org;isSubscriber=1;...": the list's name; NULL where it is no member.
 */
static char *read_list(const char *text)
{
	g_auto(GStrv) fields = g_strsplit(text, ";", -1);
	const char *address = NULL;
	gboolean is_member = FALSE;

	for (char **field = fields; *field != NULL; field++) {
		if (g_str_has_prefix(*field, "listAddress="))
			address = *field + strlen("listAddress=");
		is_member = is_member || strcmp(*field, "isSubscriber=1") == 0;
	}
	return is_member && address != NULL ? g_strndup(address, strcspn(address, "@")) : NULL;
}

/* The fault of one address, as words for people. */
static void refuse(struct rebound_connection *connection, const struct rebound_soap_answer *soap,
	struct rebound_connect_answer *answer)
{
	const char *why = soap->detail != NULL ? soap->detail : soap->fault;

	answer->result = REBOUND_CONNECT_REFUSED;
	answer->why = rebound_text_line(connection->arena, why, strlen(why), 200);
}

static gboolean find_lists(struct rebound_connection *connection,
	const struct rebound_connect_change *change, const char **lists,
	struct rebound_connect_answer *answer, GError **error)
{
	static const char *const none[] = {NULL};
	struct rebound_soap_answer soap;
	gboolean good = call(connection, change->address, "which", none, &soap, error);

	*lists = NULL;
	if (good && soap.fault != NULL)
		refuse(connection, &soap, answer);
	for (guint i = 0; good && soap.fault == NULL && i < soap.values->len; i++) {
		g_autofree char *name = read_list(g_ptr_array_index(soap.values, i));

		if (name != NULL && is_list_name(name))
			*lists = rebound_memo_add(connection->arena, *lists, name);
	}
	rebound_soap_answer_clear(&soap);
	return good;
}

static gboolean is_subscriber(struct rebound_connection *connection, const char *list,
	const char *address, gboolean *subscriber, GError **error)
{
	const char *listmaster = rebound_credentials_get(connection->credentials, "listmaster");
	const char *parameters[] = {list, "subscriber", address, NULL};
	struct rebound_soap_answer soap;
	gboolean good = call(connection, listmaster, "amI", parameters, &soap, error);
	const char *value = good && soap.values->len > 0 ? g_ptr_array_index(soap.values, 0) : "";

	*subscriber = strcmp(value, "true") == 0 || strcmp(value, "1") == 0;
	rebound_soap_answer_clear(&soap);
	return good;
}

/* del or add on one list. */
static gboolean change_list(struct rebound_connection *connection, const char *service,
	const char *const *parameters, struct rebound_connect_answer *answer, GError **error)
{
	const char *listmaster = rebound_credentials_get(connection->credentials, "listmaster");
	gboolean wanted = strcmp(service, "add") == 0, subscriber = wanted;
	struct rebound_soap_answer soap;
	gboolean good = call(connection, listmaster, service, parameters, &soap, error);

	/* "Undef" is the word for all that a person may have done wrong: for what was so before,
	 * and for a list that is closed. */
	if (good && soap.fault != NULL && strcmp(soap.fault, "Undef") == 0)
		good = is_subscriber(connection, parameters[0], parameters[1], &subscriber, error);
	if (good && soap.fault != NULL &&
		(strcmp(soap.fault, "Undef") != 0 || subscriber != wanted))
		refuse(connection, &soap, answer);
	else if (good && soap.fault == NULL && answer->result != REBOUND_CONNECT_REFUSED)
		answer->result = REBOUND_CONNECT_CHANGED;
	rebound_soap_answer_clear(&soap);
	return good;
}

static gboolean suppress(struct rebound_connection *connection,
	const struct rebound_connect_change *change, struct rebound_connect_answer *answer,
	GError **error)
{
	const char *lists;

	if (!can_be_named(change->address)) {
		answer->result = REBOUND_CONNECT_REFUSED;
		answer->why = "Sympa can't be asked about an address with such characters";
		return TRUE;
	}
	if (!find_lists(connection, change, &lists, answer, error))
		return FALSE;
	if (answer->result == REBOUND_CONNECT_REFUSED)
		return TRUE;
	/* Of a try whose answer was lost, some are gone from the lists already. */
	answer->memo = change->memo;
	answer->result = change->memo != NULL ? REBOUND_CONNECT_CHANGED : REBOUND_CONNECT_ABSENT;
	g_auto(GStrv) names = g_strsplit(lists != NULL ? lists : "", " ", -1);
	for (char **name = names; *name != NULL; name++)
		answer->memo = rebound_memo_add(connection->arena, answer->memo, *name);
	if (names[0] != NULL && !connection->note(answer->memo, connection->data, error))
		return FALSE;
	for (char **name = names; *name != NULL; name++) {
		const char *parameters[] = {*name, change->address, "1", NULL};

		if (!change_list(connection, "del", parameters, answer, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean release(struct rebound_connection *connection,
	const struct rebound_connect_change *change, struct rebound_connect_answer *answer,
	GError **error)
{
	answer->result = REBOUND_CONNECT_ALREADY;
	if (!can_be_named(change->address))
		return TRUE;
	g_auto(GStrv) names = g_strsplit(change->memo != NULL ? change->memo : "", " ", -1);
	for (char **name = names; *name != NULL; name++) {
		const char *parameters[] = {*name, change->address, "", "1", NULL};

		if (is_list_name(*name) &&
			!change_list(connection, "add", parameters, answer, error))
			return FALSE;
	}
	return TRUE;
}

const struct rebound_connector rebound_connector_sympa = {
	.name = "sympa",
	.title = "Sympa SOAP server",
	.credentials = credentials,
	.suppress = suppress,
	.release = release,
};
