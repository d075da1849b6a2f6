/* SPDX-License-Identifier: MIT */
#pragma once

/**
 * @file
 * Who runs the program, for what is kept of a change.
 */

/**
 * The name of the user in /etc/passwd, else "uid 1000". The system's name service is not asked,
 * since it may open a socket. Good until the next call.
 */
const char *rebound_cli_user(void);
