-- SPDX-License-Identifier: MIT
-- auth_required, auth_failed and tls_required: who we are could not be shown, or was not shown.

rule "auth_asked" {
	doc    = "Log in, in so many words, even where relaying is named beside it.",
	says   = {
		"authentication turned on", "don't authenticate", "authentification invalide",
		"turn on * authentication", "enable * authentication in your",
		"authenticate before sending", "log in before sending",
		"check the box * server requires authentication",
	},
	reason = "auth_required",
	yes    = {
		"550-You must turn on SMTP authentication in your program; 192.0.2.1 is not "
			.. "permitted to relay",
	},
	no     = { "550 192.0.2.1 is not permitted to relay" },
}

rule "auth_required" {
	says   = {
		"could not retrieve credentials",
		"not subscribed to ses",
		"no identity changes", "local user only", "too much fail authentication",
		"smtp auth error", "authentication required", "authentication is required",
		"authentication needed", "authentication is needed", "requires authentication",
		"require authentication", "authentication error", "authentication failure",
		"authentication failed", "authentication unsuccessful", "authentication rejected",
		"authentication credentials invalid", "auth required", "auth is required",
		"auth failed", "auth first", "smtp auth required", "smtp authentication",
		"must authenticate", "authenticate first", "please authenticate",
		"need to authenticate", "must be authenticated", "have to be authenticated", "not authenticated",
		"not been authenticated", "unauthenticated sender*", "unauthenticated user*",
		"not logged in", "login first", "log in first", "logged in first", "must log in",
		"must login", "need to log in", "please log in", "please login",
		"must be logged in", "check your mail before", "pop before smtp", "pop-before-smtp",
		"check for new mail first", "invalid credentials", "credentials * invalid",
		"incorrect authentication data", "username and password not accepted",
		"bad username or password", "wrong username or password",
		"invalid login or password", "invalid user or password",
		"invalid username or password", "wrong password", "password required",
		"application-specific password", "authorization required", "authorisation required",
		"authorization failed", "requires you to authenticate", "no authenticated",
		"anonymous mail", "authentification requise", "authentification nécessaire",
		"authentifizierung erforderlich", "authentifizierung fehlgeschlagen",
		"anmeldung erforderlich", "nicht angemeldet", "nicht authentifiziert",
		"authentifizieren", "autenticación requerida", "requiere autenticación",
		"autenticação necessária", "requer autenticação", "autenticazione richiesta",
		"autenticazione fallita", "authenticatie vereist", "authenticatie mislukt",
		"wymagane uwierzytelnienie", "wymaga uwierzytelnienia", "wymaga autoryzacji",
		"требуется аутентификация", "требуется авторизация", "ошибка аутентификации",
		"необходима авторизация", "認証が必要", "認証エラー", "認証に失敗", "认证失败",
		"需要认证", "需要身份验证", "需要身份認證", "身份验证失败", "身份认证",
	},
	unless = {
		{
			says = {
				"spf", "dkim", "dmarc", "domain authentication",
				"sender authentication", "email authentication",
				"message authentication", "mail authentication",
				"authentication checks", "authentication-results",
				"relay not permitted", "sender * has failed", "to relay",
				"relaying", "non-local email address", "non-local e-mail address",
				"not a relay",
			},
		},
		{ status = { "x.7.26", "x.7.20", "x.7.21", "x.7.22", "x.7.23" } },
	},
	reason = "auth_required",
	yes    = {
		"530 5.7.0 Authentication is required for this server",
		"553 5.7.1 <bob@example.com>: Sender address rejected: user not logged in",
		"535 5.7.8 Error: authentication failed",
	},
	no     = { "550 5.7.26 DMARC authentication failed for example.com" },
}

rule "auth_failed" {
	says   = {
		"spf", "openspf", "dkim", "dmarc", "sender policy framework", "domainkeys",
		"sender id", "arc validation", "failed authentication check*",
		"authentication checks", "authentication information", "sender authentication",
		"domain authentication", "email authentication", "message authentication",
		"mail authentication", "authentication level", "authentication policy",
		"unauthenticated email", "unauthenticated e-mail", "unauthenticated mail",
		"unauthenticated message*", "is unauthenticated", "mail is unauthenticated",
		"not authenticated by domain", "not allowed to send mail from",
		"not allowed to send mail for", "not allowed to send email from",
		"not allowed to send from", "not allowed to send mails from",
		"not authorized to send mail from", "not authorized to send mail for",
		"not authorized to send email from", "not authorized to send email for",
		"not authorized to send from", "not permitted to send mail from",
		"not permitted to send email from", "not permitted to send from",
		"not permitted sender", "not a permitted sender", "not designated",
		"not authorised to send mail from", "unauthorized sender ip",
		"invalid ip for sending mail of domain", "ip * not allowed to send * domain",
		"forged sender", "sender forged", "sender forgery", "spoofed", "spoofing",
		"anti-spoof*", "antispoof*", "sender spoof*", "sender-id", "brand protection",
		"impersonat*", "échec d'authentification du domaine", "nicht berechtigt * domain",
		"spf-prüfung", "проверка spf", "проверку spf", "送信ドメイン認証", "なりすまし",
	},
	unless = {
		says = {
			"helo", "ehlo", "user unknown", "authentication passed * blocklist*",
			"authentication passed * blacklist*",
		},
	},
	reason = "auth_failed",
	yes    = {
		"550 5.7.23 SPF check failed for example.com",
		"550 host 192.0.2.1 may not, is not allowed to send mail from example.com",
		"550 5.7.1 Unauthenticated mail from example.com is refused",
	},
	no     = { "530 5.7.0 Authentication is required of you" },
}

rule "tls_required" {
	says   = {
		"encryption too weak",
		"certificate validation", "cannot start tls", "start tls", "handshake failure",
		"handshake failed", "tls: handshake", "starttls", "tls required", "tls is required", "tls session is required", "offer tls",
		"tls session required",
		"require tls", "requires tls", "must use tls", "use of tls",
		"tls connection required", "encryption required", "encryption is required",
		"encryption needed", "encrypted connection", "requires encryption",
		"require encryption", "must be encrypted", "unencrypted", "not encrypted",
		"without encryption", "tls handshake", "ssl handshake", "tls negotiation",
		"ssl negotiation", "tls error", "ssl error", "tls failure", "tls not available",
		"tls is not available", "tls unavailable", "no tls", "tls version",
		"tls certificate", "ssl certificate", "certificate verif*", "certificate expired",
		"certificate-expired", "certificate has expired", "certificate host mismatch",
		"certificate-host-mismatch", "certificate * not trusted", "untrusted certificate",
		"invalid certificate", "server certificate not", "tlsa", "mta-sts", "sts policy",
		"requiretls", "dnssec-invalid", "tls protocol", "session encryption",
		"verschlüsselte verbindung", "verschlüsselung erforderlich", "connexion chiffrée",
		"chiffrement requis", "conexión cifrada", "cifrado requerido",
		"conexão criptografada", "connessione crittografata", "crittografia richiesta",
		"versleuteling vereist", "wymagane szyfrowanie", "wymaga szyfrowania",
		"требуется шифрование", "暗号化が必要", "要求加密", "需要加密",
	},
	unless = {
		says = {
			"encrypted attachment*", "encrypted file*", "encrypted zip",
			"encrypted archive*", "user unknown", "protocol violation",
		},
	},
	reason = "tls_required",
	yes    = {
		"530 5.7.0 You must give STARTTLS before anything else",
		"550 5.7.10 Encryption needed",
		"4.7.5 Server certificate not trusted",
	},
	no     = { "550 5.7.0 Encrypted attachments are not taken" },
}
