/* SPDX-License-Identifier: MIT */
#include <rebound/error.h>

GQuark rebound_error_quark(void)
{
	return g_quark_from_static_string("rebound-error-quark");
}
