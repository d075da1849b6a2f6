/* SPDX-License-Identifier: MIT */
#pragma once

/**
 * @file
 * All of rebound's public interface.
 */

#include <rebound/engine.h>
#include <rebound/error.h>
#include <rebound/report.h>
#include <rebound/taxonomy.h>
