/* SPDX-License-Identifier: MIT */
#pragma once

/**
 * @file
 * Whether the tests are built with a sanitizer, which takes several times as long and as much
 * memory: there the results count, and the release build holds the bounds.
 */

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

#ifndef SANITIZED
#define SANITIZED 0
#endif

/** A bound of seconds, or its eightfold with a sanitizer, which hangs and squares still exceed. */
#define SANITIZED_SECONDS(seconds) ((seconds) * (SANITIZED ? 8 : 1))
