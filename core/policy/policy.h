/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/store/store.h"

/**
 * @file
 * What is done about a verdict: the policy file, the address's history and trust make a decision.
 * The guard here lets no suppression through that the taxonomy does not allow.
 */

struct rebound_policy;
typedef struct rebound_policy rebound_policy;

/**
 * Load a policy file, or the shipped one (rules/policy.lua) for NULL. Messages as for rule files.
 * Its words are explained in scripts/policy_words.lua.
 *
 * An event of the kinds failure and delay is decided by the card of its reason, else by that of its
 * kind; every other one by the card of its kind. Where the card of a reason says nothing of a
 * retry, and has neither action, review nor keep, the retry of the card "failure" holds, if there
 * is one.
 */
struct rebound_policy *rebound_policy_load(const char *path, GError **error);
struct rebound_policy *rebound_policy_load_text(const char *name, const char *text, GError **error);
void rebound_policy_free(struct rebound_policy *policy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_policy, rebound_policy_free)

/** Somebody whom `tell` tells: a web address or a program. Strings belong to the policy. */
struct rebound_target {
	const char *name;
	const char *url;	 /**< http or https, or NULL */
	const char *secret_file; /**< whose secret signs what is sent to url, or NULL */
	const char *token_file;	 /**< whose text goes along as a bearer token, or NULL */
	const char *const
		*program; /**< path and arguments, NULL-terminated; NULL where there is a url */
	gint64 once;	  /**< one message for a reason within this span; 0: each event */
	gint64 timeout;	  /**< seconds that one delivery may take */
	gint64 give_up;	  /**< a message older than this is given up */
};

/**
 * The operator's settings card; lists are NULL-terminated, never NULL. They belong to the policy.
 * An own domain stands for those below it, too. All in lower case.
 */
struct rebound_settings {
	const char *const *own_domains;
	const char *const *own_addresses;
	gint64 seed;	       /**< of the jitter */
	guint retries_an_hour; /**< of one domain; 0: no limit */
	const char *keys;      /**< path of the key file, from the working directory; NULL: none */
	const char *authserv_id; /**< our server in Authentication-Results; NULL: none is read */
	const struct rebound_target *targets;
	guint target_count;
	const char *alert; /**< the target that alerts go to, or NULL */
	/** When suppressions of one provider are held for a person. */
	struct rebound_spike_settings {
		guint addresses; /**< that turn unknown within 24 hours, at least; 0: never */
		double times;	 /**< how often the norm of the days before */
		gint64 history;	 /**< of how long the norm is; with less it only warns */
		gboolean hold_without_history; /**< hold, even so */
	} spike;
};
const struct rebound_settings *rebound_policy_settings(const struct rebound_policy *policy);

/** Whether an address, or the right side of a Message-ID, is of an own domain or an own address.
 * NULL is not. */
gboolean rebound_policy_is_own(const struct rebound_settings *settings, const char *text);

/** A target by its name; NULL where the settings have none of it, or for NULL. */
const struct rebound_target *rebound_policy_target(
	const struct rebound_policy *policy, const char *name);

/**
 * Load the key file of the settings, where they name one; without this no token holds, though a
 * report still needs one.
 *
 * @return FALSE with error set as by rebound_token_keys_load()
 */
gboolean rebound_policy_load_keys(struct rebound_policy *policy, GError **error);

enum rebound_action {
	REBOUND_ACTION_NONE,   /**< nothing to do */
	REBOUND_ACTION_KEEP,   /**< noted in the history only: too few yet */
	REBOUND_ACTION_REVIEW, /**< a person should look */
	REBOUND_ACTION_FIX_SENDER,
	REBOUND_ACTION_FIX_MESSAGE,
	REBOUND_ACTION_SUPPRESS,
	REBOUND_ACTION_RETRY,
	REBOUND_ACTION_RETRY_OVER, /**< past the last step */
};
const char *rebound_action_name(enum rebound_action action);

struct rebound_decision {
	enum rebound_action action;
	enum rebound_state state;	  /**< of a suppression */
	gint64 until;			  /**< end of a suppression; 0 none */
	gint64 due;			  /**< of a retry */
	guint step;			  /**< of a retry */
	gboolean scheduled;		  /**< a retry, or its end, that is written down already */
	gint64 slow_interval, slow_until; /**< of the domain; 0: not slowed */
	gboolean resume;		  /**< the domain is slowed no more */
	gboolean alive; /**< a sign of life of an address that is suppressed: for a person */
	gboolean tell;	/**< the policy wants somebody told; who, in tell_whom */
	const char *tell_whom;
	const char
		*policy_at;  /**< the card that decided, rules/policy.lua:12; NULL where none did */
	const char *why;     /**< one line for people; in the arena */
	const char *refused; /**< why the guard refused a suppression, or NULL */
	/* The spike guard, for a suppression or proposal that a permanent failure brings. */
	const char *provider;  /**< whose failures are counted together; NULL: not counted */
	gint64 hold;	       /**< the open hold that a held one joins; 0: a new one is opened */
	gboolean spike;	       /**< as many turned as in a spike; held only where state says so */
	guint spike_addresses; /**< so many, within 24 hours; 0 where a hold stood already */
	double spike_norm;     /**< in a day before */
	gint64 spike_since, spike_until; /**< the 24 hours */
	gboolean turns;			 /**< the address turns by this event: it counts */
	/** Set when it is applied: suppressions of this run that went on hold with it. */
	guint moved_active, moved_proposed;
};

/** What the operator says about this run. */
struct rebound_policy_context {
	gboolean trust_source;
	gint64 now;
};

/**
 * Fill an event from a recipient of a report: the address that effects are on (the original one,
 * where it is valid, or the one that a token is for), key, trust, time (never later than now),
 * verdict. Strings in the arena.
 */
void rebound_policy_event(const struct rebound_policy *policy, const struct rebound_report *report,
	guint index, const struct rebound_policy_context *context, struct rebound_arena *arena,
	struct rebound_event *event);

/**
 * Decide on an event, by the history in the store and the event itself, which counts once whether
 * it is in the store or not. The same event, history, policy and context give the same decision.
 *
 * An action in Lua that fails is no error: the event is for review, why says how, and
 * rebound_policy_take_error() gives the message once.
 *
 * A suppression that its policy wants is active by trust source or verified; by plain, where the
 * settings name no key file, if two failures with different originals on two days speak for it;
 * otherwise it is only proposed. For one that is trusted, failures that are not trusted do not
 * count. What is not ours has no effect.
 *
 * @return FALSE with error set where the store failed
 */
gboolean rebound_policy_decide(struct rebound_policy *policy, struct rebound_store *store,
	const struct rebound_event *event, const struct rebound_policy_context *context,
	struct rebound_arena *arena, struct rebound_decision *decision, GError **error);

/** A failure of an action since this was last asked: one line, or NULL. The caller frees it. */
char *rebound_policy_take_error(struct rebound_policy *policy);

/** The decision in words for an event: "suppress:active", "retry", "keep", ... */
const char *rebound_decision_words(const struct rebound_decision *decision);

/**
 * What the policy says about a kind and reason, for people: "suppress at once", "retry after 6h,
 * 1d, 3d; suppress after 5 within 30d, for 90d". In the arena; NULL where it says nothing.
 *
 * @param at  set to the card's place, or NULL; may be NULL
 */
const char *rebound_policy_describe(const struct rebound_policy *policy, enum rebound_kind kind,
	enum rebound_reason reason, struct rebound_arena *arena, const char **at);

/** Write what was decided to the store (the event is in it already). *changed: a suppression row
 * was written. */
gboolean rebound_policy_apply(struct rebound_policy *policy, struct rebound_store *store,
	const struct rebound_event *event, struct rebound_decision *decision, gint64 now,
	gboolean *changed, GError **error);
