/* SPDX-License-Identifier: MIT */
#pragma once

/**
 * @file
 * Files that are named as a source by mistake: compressed mailboxes, archives, databases. Read as a
 * mail, each would be an ordinary one, and nobody would see that his bounces were not.
 */

/**
 * What a file is by its first bytes, and what to do, such as "is compressed with gzip: ...".
 *
 * @param descriptor  of a regular file; its offset is left alone
 * @return a constant; NULL for what may be mails
 */
const char *rebound_foreign_file_words(int descriptor);
