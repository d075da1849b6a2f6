/* SPDX-License-Identifier: MIT */
#include "core/rules/compile/statement_lists.h"

/* Each line is a list of words; "*" at the end stands for any ending. Where two languages have one
 * word of two meanings, the one that blames nobody. In the scripts without spaces every word is the
 * beginning of what follows. */
const struct rebound_statement_list rebound_statement_lists[] = {
	{REBOUND_WORD_RECIPIENT,
		/* en */
		"mailbox mailboxes maildrop mbox inbox inboxes user users username userid "
		"account accounts customer customers subscriber subscribers student students "
		"employee teacher pupil professor alias aliases person people box localpart member "
		"colleague anyone "
		"anybody someone he she address addresses owner owners "
		/* de, nl */
		"benutzer* nutzer* postfach* postfaecher* mailkonto* konto konten adresse "
		"adressen emailadresse* mailadresse* kunde teilnehmer* inhaber besitzer "
		"mitarbeiter* kollege kollegin gebruiker* postbus* postvak* eigenaar "
		"mailadres* emailadres* adres persoon klant collega mailaccount* emailaccount* "
		"emailkonto* "
		/* fr */
		"utilisateur* boite boites compte comptes adresses personne messagerie "
		"abonne employe collegue collaborateur collaboratrice salarie titulaire "
		/* es, ca, pt, it */
		"abonado abonada usuario* titular titulares utilizador* usuari utente utenti buzon "
		"buzones casilla "
		"casillas "
		"cuenta cuentas direccion direcciones caixa caixas conta contas endereco "
		"enderecos casella caselle indirizzo indirizzi persona pessoa cliente "
		"empleado collega "
		/* pl, cs, sk */
		"uzytkownik* skrzynk* konta adresu adresem adresa uzivatel* pouzivatel* "
		"schrank* ucet korisnik* uporabnik* "
		/* sv, da, no, fi, et */
		"anvaendar* anvandar* bruger* bruker* adress adressen postadress* kontot "
		"kontoen brevlaada* postlaada* postlada* postkasse* postboks* postkonto* "
		"kayttaja* kaeyttaejae* kasutaja* postkast* osoite* saehkoepostiosoite* "
		"sahkopostiosoite* "
		"postilaatik* tili tilia tiliae postitili* saehkoepostitili* sahkopostitili* "
		/* hu, ro, tr */
		"felhasznalo* postafiok* fiok cim utilizator* contul casuta cutia adresi "
		"kullanici* hesap hesabi kutusu "
		/* ru, uk, bg, sr, el */
		"пользовател* ящик* адрес* учетн* аккаунт* абонент* сотрудник* користувач* "
		"скриньк* отримувач* адресу потребител* корисник* χρηστη* διευθυνσ* "
		"λογαριασμ* γραμματοκιβωτι* "
		/* vi, id, ar, he */
		"người hộp dịa pengguna penerima alamat akun العنوان البريد المستخدم הכתובת המשתמש "
		"משתמש "
		/* ja, zh, ko */
		"ユーザ* 利用者* メールアドレス* アドレス* アカウント* メールボックス* 使用者* "
		"用户* 员工* 員工* 社員* 職員* 직원* "
		"用戶* 邮箱* 信箱* 郵箱* 账号* 帐号* 账户* 帐户* 帳號* 帳戶* 地址* 邮件地址* "
		"사용자* 계정* 메일함* 주소* 사서함* 아이디*"},
	{REBOUND_WORD_ADDRESSEE,
		/* en */
		"recipient recipients addressee addressees rcpt receiver receivers "
		/* de, nl, fr */
		"empfaenger* adressat* ontvanger* geadresseerd* destinataire* "
		/* es, pt, it, ro */
		"destinatari* destinatar destinatarul "
		/* pl, cs, sk, sv, da, no, fi, hu, tr */
		"odbiorc* adresat* prijemc* prijemca primatelj* primalac* prejemnik* mottagar* "
		"modtager* mottaker* "
		"vastaanottaj* cimzett* alici alicinin "
		/* ru, uk, el, ar, he */
		"получател* адресат* одержувач* παραληπτ* المستلم הנמען "
		/* ja, zh, ko */
		"宛先* 受信者* 収件人* 受取人* あて先* 送信先* 收件人* 收件者* 收信人* "
		"수신자* 받는*"},
	{REBOUND_WORD_DOMAIN,
		"domain domains domainname* empfaengerdomain* zieldomain* domaene* domaine "
		"domaines dominio dominios domein* domena "
		"domeny домен* ドメイン* 域名* 网域* 도메인* "
		"domaen domaenen domaenet domaenenavn* domaennamn* verkkotunnu* tartoman* τομεασ "
		"τομεα"},
	{REBOUND_WORD_SENDER,
		/* en */
		"sender senders sends claim claims originator originating author sending "
		"callback callout submitter submitting returnpath replyto "
		/* de, nl, fr */
		"absender* versender* afzender* verzender* expediteur* expeditrice emetteur* "
		"origine "
		/* es, ca, pt, it, ro */
		"remitente* remitent remetente* mittent* expeditor* origen "
		/* sv, da, no, fi, et, hu, lt, lv */
		"avsaendar* avsandar* afsender* avsender* laehettaej* lahettaj* saatja* "
		"felado* kueldo* kuldo* siuntej* sutitaj* "
		/* pl, cs, sk, sl, tr, id */
		"nadawc* odesilatel* odosielatel* posiljatel* goenderen* gonderen* "
		"goenderici* gonderici* pengirim* "
		/* ru, uk, bg, el, ar, he */
		"отправител* відправник* подател* изпращач* αποστολεα* المرسل השולח "
		/* ja, zh, ko */
		"送信者* 送信元* 差出人* 発信者* 発信元* 送り主* 发件* 发信* 发送者* 发送人* "
		"发送方* 寄件* 發件* 發信* 發送者* 發送人* 傳送者* 보낸이* 보낸사람* 보내는* 발신* "
		"발송* "
		"송신*"},
	{REBOUND_WORD_MESSAGE,
		/* en */
		"message messages mail mails email emails letter letters content contents "
		"attachment* header headers subject body text url urls link links html image "
		"images charset mime spam junk virus* malware archive newsletter* signature* "
		"posting bulk unsolicited trojan infected "
		/* de, nl */
		"nachricht* inhalt* anhang* betreff mitteilung* bericht* inhoud* bijlage* "
		/* fr, es, pt, it */
		"contenu courriel courriels jointe indesirable* courrier posta mensaje* contenido* "
		"adjunt* correo mensagem "
		"mensagens escribir ecrire scrivere escrever schreiben schrijven conteudo correio "
		"messaggio messaggi contenuto allegat* "
		/* pl, ru */
		"wiadomos* tresc* zalaczn* poczte poczta письм* сообщени* вложени* спам* "
		"почта почту почтой повідомлен* μηνυμα* "
		/* sv, da, no, fi, cs, sk, hu, ro, tr */
		"meddeland* meddelelse* melding* besked* viesti* zprav* spravy sprava uezenet* "
		"uzenet* mesaj* mesajul* ileti iletiniz "
		/* ja, zh, ko */
		"電子メール* 电子邮件* 電子郵件* メール* メッセージ* 本文* 添付* 迷惑* 邮件* 郵件* "
		"附件* 垃圾* 메시지* 메일*"},
	{REBOUND_WORD_CONNECTION,
		/* en */
		"ip ptr rdns helo ehlo greeting connection connections session sessions "
		"network netblock country client connect connecting spf dkim dmarc arc selector "
		"tls ssl "
		"starttls encryption encrypted cipher ciphers certificate* pipelining command "
		"commands reputation key keys trap peer peers handshake socket "
		"traps spamtrap honeypot greeted machine provider authenticat* password "
		"login logged credentials blacklist* blocklist* whitelist* greylist* "
		"graylist* rbl dnsbl "
		/* connections and lists */
		"sperrliste* verbindung* connexion* conexion* conexao connessione polaczeni* "
		"соединени* "
		"forbindelse* anslutning* tilkobling* tilkopling* yhteyt* "
		/* certificates */
		"zertifikat* certificat* certificaat certificaten certificado certyfikat* "
		"certifikat* sertifika* сертификат* сертифікат* 証明書* 证书* 인증서* "
		/* keys and passwords */
		"schluessel* kennwort passwort sleutel cle clave chave chiave klucz* klic* "
		"nyckel* lozenord loesenord* noegle* noekkel* adgangskode* kulcs* ключ* "
		"tanusitvany* varmenne* varmenteen sertifikaat* πιστοποιητικ*"},
	{REBOUND_WORD_SYSTEM,
		/* en */
		"server servers host hosts hostname database directory ldap disk disks "
		"filesystem backend gateway system agent program programs script scripts "
		"process queue spool dns nameserver list lists verification file files "
		"config configuration lookup record records index transport store "
		"macro map maps relay "
		"relaying relayed mx route loop loops "
		/* servers */
		"serveur* servidor* serwer* mailserver* servern szerver* kiszolgalo* "
		"palvelin* sunucu* hote hotes chủ сервер* διακομιστ* サーバ* 服务器* 服務器* "
		"서버* "
		/* directories and databases */
		"datenbank* verzeichnis* benutzerdatenbank* benutzerverzeichnis* nutzerdatenbank* "
		"nutzerverzeichnis* kundendatenbank* empfaengerdatenbank* empfaengerverzeichnis* "
		"empfaengerliste* postfachserver* postfachdatenbank* kontendatenbank* annuaire "
		"annuaires base bases banco elenco baza "
		"bazy bazie база базы базе справочник* 数据库* 數據庫* データベース* "
		/* lists and queues */
		"adresari adresar adresaru directorio diretorio katalog* каталог* ディレクトリ* "
		"目录* "
		"liste lista lijst список* warteschlange* wachtrij kolejk* очеред* черг* "
		/* files */
		"datei dateien bestand fichier fichiers archivo archivos fichero ficheros "
		"arquivo arquivos ficheiro ficheiros plik pliku soubor* subor* fajl* filen "
		"fisier* dosya* файл* αρχει* ファイル* 文件* 파일*"},
	{REBOUND_WORD_POLICY,
		"policy policies rule rules filter filters firewall law administrator admin "
		"security access zugriff acces acceso acesso accesso toegang dostep adgang atkomst "
		"aatkomst tilgang доступ "
		"승인* richtlinie* regel regeln politique "
		"politica regole "
		"adgang tilgang aatkomst atkomst "
		"polityk* beleid политик* "
		"ポリシ* 策略* 정책*"},
	{REBOUND_WORD_REASON, "reason reasons cause grund gruende ursache* raison raisons motif "
			      "motivo causa reden "
			      "oorzaak przyczyn* powod причин* orsak aarsag* duvod* 原因* 理由*"},
	{REBOUND_WORD_NAME, "name names nome nom nombre namen nazwa nazev nazvem jmenem namnet "
			    "navnet navn namn имя именем"},
	{REBOUND_WORD_NOBODY,
		/* persons */
		"nobody noone niemand niemanden niemandem nadie ninguem nessuno nikt никто "
		"никого "
		/* zh, th: nobody of that name */
		"查无此人* 查無此人* 收件人错误* 收件人地址错误* 地址错误* "
		"ไม่พบผู้ใช้*"},
	{REBOUND_WORD_NO,
		"no none ingen inga inget intet niciun nicio kein keine keinen keiner keinem geen "
		"aucun aucune ningun ninguna няма "
		"neni nejsou nenhum nenhuma nessun nessuna brak zadny yok nincs нет немає 没有* "
		"沒有* "
		"无此* 無此* 查无* 查無* ありません*"},
	{REBOUND_WORD_NOT,
		"n not never neither weder nowhere cannot unable nicht nie niet pas ne non nao "
		"impossible imposible impossibile ei ikke inte nem nebyl* nebol* "
		"nepodarilo nelze degil khong tidak не δεν غير لم לא אינו אינה אינם אין "
		"않습니다* 않은*"},
	{REBOUND_WORD_MORE,
		"longer anymore ya mehr plus mas mais piu meer juz больше 現在* "
		"jiz uz laengre langre lenger laengere mere enaeae enaa mar artik πλεον"},
	{REBOUND_WORD_EXISTS,
		/* en */
		"exist exists existing existed existent find finds found locate located know "
		"known recognize recognized recognised listed registered configured "
		"provisioned hosted handled created assigned allocated defined resolve resolved "
		"lives live reside resides "
		"belong belongs match "
		"matched matches matching heard valid "
		/* de, nl */
		"existiert existieren finden gibt kennen kennt bekannt erkannt gefunden vorhanden "
		"registriert vergeben angelegt eingerichtet hinterlegt ermittelt gueltig bestaat "
		"bestaan gevonden vinden bekend "
		"geldig "
		/* fr */
		"existe existen existem existeix existeixen connaissons connait connu connue "
		"trouve trouvee "
		"trouver valide "
		/* es, pt, it, ca */
		"presente localiz* conocemos conocid* conosc* conosciut* conhecemos "
		"conhecid* encontrad* encontrar encontro encontramos cadastrad* registrad* "
		"registad* listad* esiste esistono esistente esistenti trovat* trovare registrat* "
		"valido valida "
		/* pl, cs, sk */
		"najit nalezt dohledat postoji obstaja istnieje istnieja znaleziono znaleziony "
		"znalezion* odnalezion* "
		"odnalezc "
		"znalezc znany znamy znam existuje nalezen* najden* "
		/* sv, da, no, fi, hu, ro, tr */
		"registrer* finns finnes findes finder finner hittades hittas hitta fundet funnet "
		"kendes eksisterer loeydy loeytynyt loeytaeae loydy loytynyt olemassa "
		"letezik talalhato leitud eksisteeri exista gasit* mevcut "
		/* ru, uk, bg, sr, el */
		"знаем числится найти существу* найден* обнаружен* зарегистрирован* існує "
		"знайден* зареєстрован* съществува* постоји υπαρχει βρεθηκε εντοπισμο* ευρεση "
		/* vi, id, ar, he */
		"tồn thấy ditemukan dikenal موجود العثور נמצא* קיי* "
		"enregistre enregistree encuentra registrovan* geregistreerd* zarejestrowan* "
		"voimassa regisztralva kayitli εγκυρ* "
		"등록되어*"},
	{REBOUND_WORD_UNKNOWN,
		/* en */
		"unknown bogus fictitious unassigned unallocated unrecognized unrecognised "
		"unlisted nonexistent "
		"nonexisting "
		"inexistent invalid undefined unregistered misspelled malformed wrong "
		"incorrect illegal bad nxdomain "
		/* de, nl */
		"unbekannt* ungueltig* onbekend* ongeldig* "
		/* fr, es, pt, it, ca, ro */
		"inconnu* introuvable* inexistant* invalide incorrecte desconocid* "
		"inexistente* invalido invalida incorrecto incorrecta desconhecid* "
		"sconosciut* inesistent* desconegut* necunoscut* "
		/* pl, cs, sk, sl */
		"nieznan* nieistnie* nieistniej* nieprawidlow* neznam* nenalezen* nenasl* "
		"neexistuje neexistuj* "
		/* sv, da, no, fi, hu, tr */
		"okaend* okand* ukendt* ukjent* tuntematon ismeretlen bulunamad* bilinmiyor* "
		"bilinmeyen* bulunmuyor* gecersiz* "
		/* ru, uk, bg, el */
		"отсутствует непознат* неизвестн* неизвест* несуществующ* неверн* невідом* "
		"αγνωστο* "
		/* ja */
		"いません* はおりません* がおりません* ございません* 存在しません* 存在しない* "
		"存在いたしません* "
		"見つかりません* 見つから* 登録されていません* 登録されていない* 不明* 間違* "
		"正しくあ* "
		/* zh, ko */
		"不存在* 不存在该* 不存在此* 找不到* 未找到* 无法找到* 無法找到* 无此* 无效* 無效* "
		"未知* 찾을* "
		"찾을수* 없습니다* 없는* 없습* 존재하지* 없음* 잘못된* 등록되지* "
		"neplatn* ogiltig* ugyldig* virheellinen* ervenytelen* недействител* 未注册* "
		"没有注册* 沒有註冊* 未註冊* "
		"유효하지*"},
	{REBOUND_WORD_GONE,
		/* en */
		"gone lapsed cut deleted removed closed disabled deactivated suspended terminated "
		"cancelled canceled discontinued abandoned expired purged erased "
		"decommissioned deprovisioned withdrawn retired obsolete defunct switched "
		"dormant inactive inactivated frozen shut abolished graduated resigned deceased "
		"died dead "
		/* de, nl */
		"geloescht entfernt geschlossen deaktiviert gekuendigt aufgeloest "
		"aufgehoben abgeschafft abgeschaltet abgelaufen erloschen ausgeschieden "
		"stillgelegt verwijderd opgeheven "
		"opgezegd afgesloten uitgeschakeld verlopen gedeactiveerd gesloten inactief "
		/* fr */
		"expire expiree supprime* ferme fermee clos desactiv* suspendu* resilie* cloture* "
		"inactif "
		"archivee "
		/* es, pt, it */
		"caducad* caduco expirad* expirou expiro eliminad* borrad* cerro cerraron cerrad* "
		"suspendid* cancelad* inactiv* "
		"deshabilitad* "
		"inhabilitad* archivada archivado baja excluid* encerrad* desativad* "
		"desabilitad* suspens* inativ* removid* apagad* cancellat* chiusa chiuso scadut* "
		"soppress* dismess* extint* extinguid* disattivat* sospes* eliminat* inattiv* "
		"rimoss* disabilitat* "
		/* others */
		"wygasl* usuniet* skasowan* zamkniet* nieaktywn* zlikwidowan* zawieszon* wylaczon* "
		"приостановлен* истек удален* закрыт* отключен* деактивирован* неактивн* неактив* "
		"ликвидирован* "
		"видален* borttagen slettet stengt stangt staengt staengts stangts avstaengt "
		"avslutat "
		"avslutats avsluttet inaktivt "
		"upphoert upphort avskaffad avskaffat indragen nedlaggd lukket sperret nedlagt "
		"nedlagd oppsagt opsagt suljettu zrusen* deaktivovan* "
		"desactivat dezactivat silindi "
		"kapatildi "
		"kapandi kaldirildi kaldirilmis* megszunt* megszuent* torolve toroelve "
		/* el */
		"διαγραφει απενεργοποιηθ* "
		/* ja, zh, ko */
		"削除されました* 削除されて* 停止されて* 停止* 無効* 解約* 退会* "
		"使われておりません* 使われていません* 使われておら* 使用されていません* "
		"利用されていません* ご利用いただけ* 注销* 停用* 已停* 禁用* 冻结* 凍結* "
		"离职* 離職* 退職* 퇴사* 중지* 删除* 刪除* 不再使用* 已关闭* 已關閉* 过期* 過期* 삭제* 정지* 해지* "
		"smazan* smazana zmazan* neaktivni* neaktivny* tagits inaktiv* deaktivere* "
		"poistettu toeroelve tiltva letiltva silinmis* kapatilmis* askiya devre "
		"kullanilmiyor* ανενεργ* 已失效*"},
	{REBOUND_WORD_BLOCKED,
		"blocked locked barred parked idle unused unpaid overdue off "
		"hold revoked sleeping sleeps blockerat blokeret blokkert ブロック* gesperrt* "
		"blockiert* bloque bloquee bloquead* bloqueou bloccat* geblokkeerd "
		"zablokow* заблокир* заблокова* 封禁* 锁定* 鎖定* 被封* "
		"zablokovan* spaerrat sparrat spaerret lukittu"},
	{REBOUND_WORD_LEFT, "left quit departed verlassen quitte dejado deixou lasciato "
			    "verlaten odszedl odeszla"},
	{REBOUND_WORD_HERE,
		"here us company firm organization organisation employed employer works work "
		"worked working travaille arbeitet school university uns reseau hier firma "
		"beschaeftigt unternehmen "
		"ici chez "
		"nas "
		"dienst societe entreprise aqui empresa trabaja trabalha qui lavora azienda ons "
		"hier werkt werkzaam pracuje firmie здесь работает компании"},
	{REBOUND_WORD_FULL,
		/* en, de, nl */
		"full overflows overflowing overflowed space room quota overquota storage "
		"capacity voll volles ueberfuellt "
		"ueberlaufen uebergelaufen speicher* kontingent platz vol quotum "
		"ruimte "
		"opslag opslagruimte overvol "
		/* fr, es, pt, it */
		"plein pleine pleins pleines sature saturee espace stockage lleno llena llenos "
		"llenas cuota espacio sitio "
		"cheia cheio cheias cheios lotada lotado cota espaco armazenamento pieno piena "
		"pieni piene spazio capienza "
		/* pl, cs, sv, da, no, fi, hu, ro, tr */
		"peln* przepelnion* zapelnion* miejsca miejsce pojemnosc* plna misto mista kvot* "
		"utrymme plads plass taeynnae taynna megtelt tele spatiu dolu kota kotasi "
		/* ru, uk, el */
		"переполн* заполнен* квот* места место місця πληρεσ χωροσ "
		/* ja, zh, ko */
		"いっぱい* 容量* 足り* 不足* 空き* 一杯* 満杯* 空间* 空間* 已满* 已滿* 配额* 가득* "
		"용량* 공간*"},
	{REBOUND_WORD_MANY,
		"too many frequency exceed exceeds exceeded exceeding limit limits limited maximum "
		"max "
		"rate ratio speed trop demasiad* "
		"troppo troppi troppe supera superado superato excede excedido excedeu langsamer "
		"ueberschritten haeufig* depass* overschreden przekroczon* przekroczyl* "
		"мног* превышен* перевищен* занадто забагато liian cok prea prilis limite* "
		"过多* 過多* 频率* 頻率* 上限* 초과* 너무* слишком лимит* zbyt limiet "
		"maximale teveel massima prekrac* prekrocen* meghalad* uebersteig* overstiger "
		"overskrider oeverskrider oeverstiger ylittaa ylittaeae asiyor asti υπερβαιν* "
		"超え* 超過* 超出* 超过* "
		"maanga manga mange ταυτοχρον* πολλεσ πολλα"},
	{REBOUND_WORD_LARGE,
		/* en, de, nl */
		"bigger larger greater large big size megabytes mb kb gb mib kib oversized heavier "
		"heavy groesser "
		"gross groesse "
		"nachrichtengroesse groter groot grootte "
		/* fr, es, pt, it */
		"grand volumineux volumineuse gros grosse lourd lourde taille tamano pesado "
		"tamanho dimensione dimensioni "
		"grande grandes grandi maior "
		/* pl, cs, sk */
		"wieksza wiekszy duza duzy rozmiar* vetsi velka velky velikost* vaecsia velkost* "
		/* sv, da, no, fi */
		"stoerre storre stort storlek* stoerrelse* storrelse* suurempi suuri koko kokoa "
		/* hu, ro, tr */
		"nagyobb nagy meret* marimea buyuk boyutu bueyuek "
		/* ru, uk, el */
		"велик велико больше большой большое размер* розмір* μεγαλυτερ* μεγαλο μεγεθοσ "
		/* ja, zh, ko */
		"サイズ* 大き* 过大* 太大* 過大* 大小* 크기* 큽니다*"},
	{REBOUND_WORD_REACHED,
		"reached erreicht atteint atteinte alcanzado alcanzo atingiu atingido raggiunto "
		"raggiunta bereikt osiagnela osiagnelo osiagnal достиг достигла достигло"},
	{REBOUND_WORD_LATER,
		/* en */
		"temporarily temporary later busy restarting rebooting slower maintenance timeout "
		"moment restored "
		"restoring migrated migrating month today tomorrow hour hours minutes "
		"reachable unreachable retry overloaded possible while meanwhile until backup "
		/* de, nl */
		"spaeter voruebergehend momentan waehrend gerade derzeit zurzeit bis umzug "
		"migriert wartung* ueberlast* tijdelijk onderhoud* terwijl verhuisd verplaatst "
		"migratie "
		/* fr */
		"jusque jusqu jusqu'a jusqu'au jusqu'en hasta fino ate tot indtil inntil "
		"indisponible* ulterieurement temporairement tard pendant migration migree "
		"migre surcharg* "
		/* es, pt, it */
		"temporar* temporalmente temporaneamente indisponivel indisponibile "
		"novamente nuevamente tarde tardi mientras enquanto mentre migracion "
		"migracao migrazione migrada migrado mantenimiento manutencao manutenzione "
		"sobrecarg* sobrecarregad* sovraccaric* "
		/* pl, ru */
		"pozniej chwilowo tymczasowo podczas migracj* przenoszen* przenoszon* позже "
		"временно отвечает переносит* перенос* миграц* недоступн* перегруж* "
		"przeciazon* konserwacj* "
		/* sv, da, fi, hu, tr */
		"underhall* underhaall* vedligehold* vedlikehold* huollossa karbantart* bakim* "
		/* ja, zh, ko */
		"後ほど* 一時的* 移行中* 混み合* 混雑* メンテナンス* 接続できま* 応答* 稍后* 稍後* "
		"暂时* 繁忙* "
		"暫時* 迁移* 遷移* 维护* 維護* 连接* 超时* 나중* 일시*"},
	{REBOUND_WORD_TROUBLE,
		"error errors failure failures trouble crashed stoerung fehler* erreur* "
		"errore errores erro erros blad* ошибк* 错误* エラー*"},
	{REBOUND_WORD_DELIVERY,
		"deliver delivered delivery undelivered undeliverable undeliverables "
		"returned bounced zugestellt unzustellbar* zustellung livre distribue remis "
		"entregar entregado entregue consegnato bezorgd afgeleverd dostarczon* "
		"доставлен* доставить 配信* 配達* 投递* 送达* "
		"전달* 배달*"},
	{REBOUND_WORD_ASKS, "请* 請*"},
	{REBOUND_WORD_REFUSED,
		"rejected refused failed denied unavailable available sorry please following "
		"abgelehnt abgewiesen rechazad* recusad* rifiutat* geweigerd odrzucon* "
		"отклонен* check contact bitte pruefen ueberpruefen veuillez verifiez verifier "
		"compruebe verifique verificare controleer prosze prosimy sprawdz* пожалуйста "
		"проверьте"},
	{REBOUND_WORD_ALLOWS,
		"accept accepts allow allows allowed permit permits permitted only refuse "
		"refuses want wants wanted wish wishes moderated restricted internal opted erlaubt "
		"nimmt "
		"akzeptiert nur refuse accepte uniquement permite permitido acepta solo "
		"admite admitimos admet aceita apenas accetta ammette consente consentono rifiuta "
		"weigert accepteert "
		"alleen przyjmuje tylko "
		"принимает принимает* только 拒否* 拒绝* "
		"拒收* 拒絕*"},
	{REBOUND_WORD_PERMITS,
		/* en, de, nl */
		"permission permissions berechtigt berechtigung* befugt befugnis* toestemming "
		"gemachtigd bevoegd* "
		/* fr, es, pt, it */
		"autorisation* habilite permiso permisos autorizacion permissao permissoes "
		"autorizacao autorizzazion* autorizzat* permesso permessi "
		/* pl, cs, sk */
		"uprawnien* uprawnion* pozwolenia opravneni opravnenie povoleni "
		/* sv, da, no, fi, hu, ro, tr */
		"behoerighet* behorighet* tillstand tillatelse tilladelse tillaatelse oikeu* "
		"kaeyttoeoikeu* engedely* jogosult* permisiunea izniniz izni yetkiniz yetkisi "
		/* ru, uk, el */
		"разрешени* прав права дозвол* αδεια δικαιωμα* "
		/* ja, zh, ko */
		"アクセス許可* 許可* 権限* 权限* 權限* 无权* 無權* 권한* 허가*"},
	{REBOUND_WORD_WHETHER,
		"whether if may might perhaps possibly probably maybe likely ob falls wenn "
		"si czy ли"},
	{REBOUND_WORD_YOUR,
		"your ihr ihre ihrer ihres ihren votre vos su sus tu seu sua vostro vostra "
		"suo tuo tua uw jouw twoj* ваш* あなたの* 您的* 你的* 貴社* 貴方* vostri vostre "
		"din ditt dina jeres vas vase vasi vaseho vasa σασ 귀하의* 당신의*"},
	{REBOUND_WORD_YOU, "you あなた* 您* yourself вас вам ti sie dich dig vous usted voce"},
	{REBOUND_WORD_FROM, "from fra fran fraan"},
	{REBOUND_WORD_TO, "to an al ao aan til till"},
	{REBOUND_WORD_OF,
		"of for with by von fuer de du des di del della dell do dos van voor dla для "
		"z ze с со του τησ"},
	{REBOUND_WORD_IN, "in on at among within im auf dans en nel nella na w v в"},
	{REBOUND_WORD_AND, "and but und et"},
	{REBOUND_WORD_BECAUSE, "because since weil car porque perche omdat poniewaz"},
	{REBOUND_WORD_COMMON,
		/* en */
		"so the a this that these those is are was were be been has have had do does "
		"did it its they we our there which who such any all one two three four five "
		"several some both each as will can "
		"could would should must i my me his her their them when then out more most "
		"another "
		/* de, nl */
		"der die das den dem ein eine einen einem ist sind wurde wird werden hat "
		"haben dieser diese dieses wir es bei unser unsere unserem unseren onze het een "
		"deze dit zijn werd wordt er "
		/* fr */
		"le la les l un une est sont a ont ete cette ce cet nous il elle que "
		/* es, pt, it */
		"el los las una es esta este ha han sido o os as um uma foi sao esse essa lo "
		"gli e stato stata questo questa che "
		/* pl, ru */
		"почты poczty пользователей получателей адресатов абонентов uzytkownikow odbiorcow "
		"denne dette denna detta "
		"y jest zostal* ten ta to ma takiej takiego taki это был* этот такого наш нашем "
		"нашей "
		"我们* 我們*"},
	{REBOUND_WORD_NONE, NULL},
};
