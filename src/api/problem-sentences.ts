/**
 * What the API says when it cannot do what it was asked, English → German. `{name}` stands for a value, `{sentence}` for
 * another sentence; the first that fits is taken.
 */
export const sentences: Readonly<Record<string, string>> = {
  'There is no account "{account}".': 'Es gibt keinen Kunden „{account}“.',
  'There is no KPI "{kpi}".': 'Es gibt keinen KPI „{kpi}“.',
  'There is no job "{job}".': 'Es gibt keinen Vorgang „{job}“.',
  'There is no rule "{rule}".': 'Es gibt keine Regel „{rule}“.',
  'There is no version {version} of the score.': 'Es gibt keine Version {version} des Scores.',
  'There is nothing at {method} {path}.': 'Unter {method} {path} gibt es nichts.',
  'The screens are not built: npm start builds them.':
    'Die Oberfläche ist nicht gebaut: npm start baut sie.',
  'You may not do this.': 'Das dürfen Sie nicht.',
  'Hale does not answer to the name {host}. Set APP_URL to it.':
    'Hale antwortet nicht auf den Namen {host}. Setzen Sie APP_URL darauf.',
  'This request came from another site, so it was not carried out.':
    'Diese Anfrage kam von einer anderen Website und wurde daher nicht ausgeführt.',
  'The database does not answer. Try again in a moment.':
    'Die Datenbank antwortet nicht. Versuchen Sie es gleich noch einmal.',
  'Hale has failed here. The log of the server says why.':
    'Hier hat Hale versagt. Den Grund nennt das Protokoll des Servers.',

  'This action is not open any more, or another one of its KPI is a task already.':
    'Diese Maßnahme ist nicht mehr offen, oder zu ihrem KPI gibt es schon eine Aufgabe.',
  'This action is not suggested any more.': 'Diese Maßnahme wird nicht mehr vorgeschlagen.',
  'Nobody has this action as a task.': 'Diese Maßnahme hat niemand als Aufgabe übernommen.',
  'This was undone already, or something has changed since.':
    'Das wurde bereits rückgängig gemacht, oder seither hat sich etwas geändert.',
  'The account has no override {override} in force.':
    'Für den Kunden ist kein von Hand gesetzter Wert {override} in Kraft.',
  'This job has ended, or cannot be stopped any more.':
    'Dieser Vorgang ist beendet oder lässt sich nicht mehr abbrechen.',
  'Two versions are being compared already. Wait, or stop that job.':
    'Es werden bereits zwei Versionen verglichen. Warten Sie, oder brechen Sie diesen Vorgang ab.',
  'There is no draft {version} any more: it was published or discarded meanwhile.':
    'Den Entwurf {version} gibt es nicht mehr: Er wurde inzwischen veröffentlicht oder verworfen.',
  'Somebody else has saved draft {version} meanwhile.':
    'Den Entwurf {version} hat inzwischen jemand anders gespeichert.',
  'Version {version} was published meanwhile. Look at what the draft changes in it.':
    'Inzwischen wurde Version {version} veröffentlicht. Prüfen Sie, was der Entwurf daran ändert.',
  'A backtest is being made. Wait until it is done.':
    'Es läuft gerade eine Prüfung. Warten Sie, bis sie fertig ist.',
  'The demo data is being loaded or removed. Wait until that is done.':
    'Die Demodaten werden gerade geladen oder entfernt. Warten Sie, bis das geschehen ist.',

  'lies in the past': 'liegt in der Vergangenheit',
  'give either a health or a band': 'Geben Sie entweder einen Health-Score oder eine Stufe an',
  'give either ids, or what the rows have in common':
    'Geben Sie entweder einzelne Zeilen an oder das, was sie gemeinsam haben',
  'must be of {options}, separated by commas': 'muss aus {options} bestehen, durch Kommas getrennt',
  'is not one that Hale has given': 'stammt nicht von Hale',
  'holds characters that are no text': 'enthält Zeichen, die kein Text sind',
  'must lie between {from} and {to}': 'muss zwischen {from} und {to} liegen',
  'must not lie after to': 'darf nicht nach „to“ liegen',
  'may lie {days} days before to at most': 'darf höchstens {days} Tage vor „to“ liegen',
  'names no settings version': 'nennt keine Version der Einstellungen',
  'must not be empty': 'darf nicht leer sein',
  'may have at most {longest} characters': 'darf höchstens {longest} Zeichen haben',
  'is out of form': 'hat nicht die richtige Form',
  'is not as it has to be': 'ist nicht so, wie es sein muss',
  'is missing': 'fehlt',
  'several sources have an account "{account}"; name one of {sources}':
    'Mehrere Quellen haben einen Kunden „{account}“; nennen Sie eine von {sources}',
  'there is no KPI "{kpi}"': 'Es gibt keinen KPI „{kpi}“',
  'line {line}, column {column}: {sentence}': 'Zeile {line}, Spalte {column}: {sentence}',
  '"{found}" is no character; write a backslash twice where you mean one':
    '„{found}“ ist kein Zeichen; einen umgekehrten Schrägstrich schreiben Sie doppelt',
  '"{found}" is no number': '„{found}“ ist keine Zahl',
  'this text holds characters that cannot be stored':
    'Dieser Text enthält Zeichen, die sich nicht speichern lassen',
  'the rule is empty': 'Die Regel ist leer',
  'has() asks for one field, such as has(segment)':
    'has() fragt nach einem Feld, zum Beispiel has(segment)',
  'a text ends on the line on which it begins':
    'Ein Text muss in der Zeile enden, in der er beginnt',
  'a list holds texts or numbers, not both': 'Eine Liste enthält Texte oder Zahlen, nicht beides',
  'a field is missing here, such as segment or mrr':
    'Hier fehlt ein Feld, zum Beispiel segment oder mrr',
  'after "in" comes a list in square brackets': 'Nach „in“ folgt eine Liste in eckigen Klammern',
  '"{field}" is a number and compares with numbers alone':
    '„{field}“ ist eine Zahl und lässt sich nur mit Zahlen vergleichen',
  '{name}() takes one text in quotation marks':
    '{name}() braucht genau einen Text in Anführungszeichen',
  '"{field}" is a text; put the value in quotation marks':
    '„{field}“ ist ein Text; setzen Sie den Wert in Anführungszeichen',
  '"{found}" is neither a number nor a text in quotation marks':
    '„{found}“ ist weder eine Zahl noch ein Text in Anführungszeichen',
  '"{found}" alone is no condition; compare it with something':
    '„{found}“ allein ist keine Bedingung; es fehlt ein Vergleich',
  'whether {field} has a value is asked with has({field})':
    'Ob {field} einen Wert hat, fragen Sie mit has({field}) ab',
  '"{found}" is a reserved word of the rule language':
    '„{found}“ ist ein reserviertes Wort der Regelsprache',
  'comparing takes two signs: ==': 'Ein Vergleich braucht zwei Gleichheitszeichen: ==',
  'too many brackets inside one another': 'Zu viele Klammern ineinander',
  'a rule has at most {most} characters': 'Eine Regel darf höchstens {most} Zeichen lang sein',
  'this quotation mark is never closed': 'Dieses Anführungszeichen wird nirgends geschlossen',
  '"{found}" does not belong here': '„{found}“ gehört nicht hierher',
  'the rule ends too early': 'Die Regel endet zu früh',
  'there is no field "{field}"': 'Ein Feld „{field}“ gibt es nicht',
  'there is no function "{name}"; there are has, startsWith, endsWith and contains':
    'Eine Funktion „{name}“ gibt es nicht, nur has, startsWith, endsWith und contains',
  '{field} is never "{value}"; it is one of {known}':
    '{field} ist nie „{value}“, sondern eines von: {known}',
  '"{found}" cannot be used in a rule': '„{found}“ lässt sich in Regeln nicht verwenden',
  'write {use} in place of "{found}"': 'Schreiben Sie {use} statt „{found}“',
  'a KPI needs a band, and a band a KPI': 'Ein KPI braucht eine Stufe, und eine Stufe einen KPI',
  'needs a KPI with a band, or a condition': 'braucht einen KPI mit Stufe oder eine Bedingung',
  'no readings of {kpi} stand at {place}': 'Zu {kpi} stehen unter {place} keine Messwerte',
  '{said} is not what the readings of {kpi} at {place} were computed with: {held}. Ask POST /api/v1/score/windows for their place.':
    '{said} ist nicht das, womit die Messwerte zu {kpi} unter {place} berechnet wurden: {held}. POST /api/v1/score/windows nennt ihren Platz.',
  '"{kpi}" is no KPI that ships with Hale': '„{kpi}“ ist kein KPI, den Hale mitbringt',
  'names no KPI that has a window to change': 'nennt keinen KPI, dessen Zeitraum sich ändern lässt',
  '{kpi} has none to set; leave it out': 'Bei {kpi} ist keiner einzustellen; lassen Sie ihn weg',
  'no customer has a column "{column}"; there are {names}':
    'Kein Kunde hat eine Spalte „{column}“; es gibt {names}',
  'no customer has a column "{column}"; import accounts.csv with it first':
    'Kein Kunde hat eine Spalte „{column}“; importieren Sie zuerst accounts.csv mit ihr',
  '{value} is no whole number from {from} to {to}':
    '{value} ist keine ganze Zahl von {from} bis {to}',
  '{value} is unknown; give {options}, or a column of accounts.csv of your own such as "custom.seats"':
    '{value} ist unbekannt; geben Sie {options} an oder eine eigene Spalte von accounts.csv wie „custom.seats“',
  '{value} is unknown; give {options}': '{value} ist unbekannt; geben Sie {options} an',
  'needs points with ascending readings and scores from 0 to 100':
    'braucht Punkte mit aufsteigenden Messwerten und Punktwerten von 0 bis 100',
  '"{kpi}" is no id of a KPI; use small letters, digits and _, such as seats_used.':
    '„{kpi}“ ist kein Name eines KPI; nehmen Sie Kleinbuchstaben, Ziffern und _, etwa seats_used.',
  '"{kpi}" is a KPI that ships with Hale.': '„{kpi}“ ist ein KPI, den Hale mitbringt.',
  '"{kpi}" means something else in rules; choose another id.':
    '„{kpi}“ bedeutet in Regeln etwas anderes; wählen Sie einen anderen Namen.',
  'There is a KPI "{kpi}" already; remove it first: hale kpis remove {id}':
    'Es gibt bereits einen KPI „{kpi}“; entfernen Sie ihn zuerst: hale kpis remove {id}',
  '"{kpi}" ships with Hale and stays; to leave it out: hale settings set weight.{id} 0':
    '„{kpi}“ bringt Hale mit und bleibt; um ihn wegzulassen: hale settings set weight.{id} 0',
  'There is no KPI "{kpi}"; there are {names}.': 'Es gibt keinen KPI „{kpi}“; es gibt {names}.',
  'There is no KPI "{kpi}" of your own.': 'Es gibt keinen eigenen KPI „{kpi}“.',

  'Send the files as multipart/form-data.': 'Senden Sie die Dateien als multipart/form-data.',
  'The files together may hold 1 GB.': 'Alle Dateien zusammen dürfen 1 GB umfassen.',
  'must be one of {options}': 'muss eines davon sein: {options}',
  'must come before the files': 'muss vor den Dateien stehen',
  '"{file}" is no name of a CSV file, plain or .gz':
    '„{file}“ ist kein Name einer CSV-Datei, auch nicht mit .gz',
  '"{file}" comes twice': '„{file}“ kommt zweimal vor',
  'this source reads one file': 'Diese Quelle liest eine Datei',
  '"{file}" is none of the files Hale knows; leave it out or name it as they are':
    '„{file}“ ist keine der Dateien, die Hale kennt; lassen Sie sie weg, oder nennen Sie sie wie diese',
  '{file} and {other} hold the same: keep one of them.':
    '{file} und {other} enthalten dasselbe: Behalten Sie eine davon.',
  'The upload holds none of the files Hale knows. Name them {names}, or say which --source they come from.':
    'Keine der Dateien ist eine, die Hale kennt. Nennen Sie sie {names}, oder wählen Sie die Quelle, aus der sie stammen.',
  '{path} holds none of the files Hale knows. Name them {names}, or say which --source they come from.':
    '{path} enthält keine der Dateien, die Hale kennt. Nennen Sie sie {names}, oder nennen Sie mit --source ihre Quelle.',
  'There is nothing at {path}: give a folder with CSV files.':
    'Unter {path} gibt es nichts: Nennen Sie einen Ordner mit CSV-Dateien.',
  '{path} may not be read: give this user the right to.':
    '{path} darf nicht gelesen werden: Geben Sie diesem Benutzer das Recht dazu.',
  '{path} is no file that can be read: name the audit log, .csv or .csv.gz.':
    '{path} ist keine lesbare Datei: Nennen Sie das Protokoll, .csv oder .csv.gz.',
  '{path} is no folder that can be read: name the folder of the tables.':
    '{path} ist kein lesbarer Ordner: Nennen Sie den Ordner mit den Tabellen.',
  'The folder lacks {tables}: export every Zendesk table into it.':
    'Im Ordner fehlt {tables}: Exportieren Sie jede Zendesk-Tabelle dorthin.',
  '{file} lacks the column {columns}: export the table with it.':
    'In {file} fehlt die Spalte {columns}: Exportieren Sie die Tabelle mit ihr.',
  '{file} lacks the columns {columns}: export the table with them.':
    'In {file} fehlen die Spalten {columns}: Exportieren Sie die Tabelle mit ihnen.',
  '{file} cannot be read to its end: {sentence}.':
    '{file} lässt sich nicht bis zum Ende lesen: {sentence}.',
  '{file} cannot be read: {sentence}.': '{file} lässt sich nicht lesen: {sentence}.',
  'it is empty: it needs a header row and records':
    'Sie ist leer: Sie braucht eine Kopfzeile und Datensätze',
  'it is empty': 'Sie ist leer',
  'its header row is broken: mend its quotes':
    'Ihre Kopfzeile ist fehlerhaft: Berichtigen Sie die Anführungszeichen',
  'its header row does not end: look for a quote that is not closed':
    'Ihre Kopfzeile endet nicht: Suchen Sie ein Anführungszeichen, das nicht geschlossen ist',
  'its gzip data is damaged or cut off: copy or pack it again':
    'Ihre gzip-Daten sind beschädigt oder abgeschnitten: Kopieren oder packen Sie sie neu',
  'column "{column}" appears twice: keep one of them':
    'Die Spalte „{column}“ kommt zweimal vor: Behalten Sie eine davon',
  'column "{column}" is missing: add it, or rename the column that holds it':
    'Die Spalte „{column}“ fehlt: Fügen Sie sie hinzu, oder benennen Sie die Spalte um, die sie enthält',
  'columns {columns} are missing: add them, or rename the columns that hold them':
    'Die Spalten {columns} fehlen: Fügen Sie sie hinzu, oder benennen Sie die Spalten um, die sie enthalten',
  'Hale has failed: {error}. Nothing was taken in; the log of the server says more.':
    'Hale hat versagt: {error}. Nichts wurde übernommen; das Protokoll des Servers sagt mehr.',

  'Hale was stopped {times} times while this ran, so it is not tried again.':
    'Hale wurde {times}-mal angehalten, während dieser Vorgang lief; er wird daher nicht noch einmal versucht.',
  'There is no version {version} of the score any more. Compare others.':
    'Die Version {version} des Scores gibt es nicht mehr. Vergleichen Sie andere.',
  'this user may not read it': 'Dieser Benutzer darf sie nicht lesen',
  'it is not there any more': 'Sie ist nicht mehr da',
  'it is a folder': 'Sie ist ein Ordner',
  'the system answers {code}': 'Das System antwortet {code}',
  'is no time zone; give an IANA name such as Europe/Berlin':
    'ist keine Zeitzone; geben Sie einen IANA-Namen wie Europe/Berlin an',
  'is no currency; give three letters such as EUR':
    'ist keine Währung; geben Sie drei Buchstaben wie EUR an',
  'is no number': 'ist keine Zahl',
  'must be 0 or more': 'darf nicht unter 0 liegen',
  'must be above 0': 'muss über 0 liegen',
  'must be at most 1': 'darf höchstens 1 sein',
  'readings of a curve ascend': 'Die Werte einer Kurve müssen aufsteigen',
  'attention lies below healthy': 'Die Grenze „Beobachten“ muss unter der Grenze „Gesund“ liegen',
  'the last profile matches every account': 'Das letzte Profil muss für alle Kunden gelten',
  'two profiles have the same id': 'Zwei Profile haben dieselbe ID',

  'Request body is too large': 'Die Anfrage ist zu groß',
  'Body is not valid JSON but content-type is set to {type}':
    'Die Anfrage ist kein gültiges JSON, obwohl sie als {type} kommt',
  'Request body size did not match Content-Length':
    'Die Anfrage ist nicht so lang, wie sie mit Content-Length sagt',
  '{path} is not a valid url component': '{path} ist kein gültiger Teil einer Adresse',
  '{path} is exceeding the max param length': '{path} ist als Teil einer Adresse zu lang',
  'reach {kind} limit': 'Zu viele Teile in einer Anfrage ({kind})',
  'request file too large': 'Eine Datei der Anfrage ist zu groß',
  'prototype property is not allowed as field name': 'Dieser Name ist für ein Feld nicht erlaubt',
  'a request field is not a valid JSON as declared by its Content-Type':
    'Ein Feld der Anfrage ist kein gültiges JSON, obwohl es als JSON kommt',
  'the request was closed before the multipart data was fully parsed':
    'Die Anfrage brach ab, bevor die Dateien ganz da waren',
  'Multipart: Boundary not found': 'Der Anfrage fehlt die Trennlinie zwischen ihren Teilen',
  'Unexpected end of form': 'Die Anfrage endet vor ihrem letzten Teil',
  'Malformed part header': 'Ein Teil der Anfrage hat keinen gültigen Kopf',
  "Body cannot be empty when content-type is set to 'application/json'":
    'Die Anfrage ist leer, obwohl sie als application/json kommt',
  'Unsupported Media Type': 'Diese Art von Inhalt wird nicht verstanden',
  '{field}: {sentence}': '{field}: {sentence}',
};
