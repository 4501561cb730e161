//! The format's keys in other languages. Nothing is read by them: they only serve the message that names the key.

/// The names of a key in German, French, Spanish, Italian and Portuguese, in small letters, without accents, and with `_` for a
/// space. The key that is allowed where one of them stands is meant.
const NAMES: &[(&str, &[&str])] = &[
    ("quarter", &["quartal", "trimestre", "zeitraum", "periode"]),
    ("team", &["mannschaft", "equipe", "equipo", "squadra", "time", "abteilung"]),
    (
        "owner",
        &[
            "verantwortlich",
            "verantwortliche",
            "verantwortlicher",
            "besitzer",
            "responsable",
            "responsabile",
            "responsavel",
        ],
    ),
    ("objectives", &["ziele", "objetivos", "obiettivi"]),
    ("objective", &["ziel", "objetivo", "obiettivo"]),
    (
        "key_results",
        &[
            "schluesselergebnisse",
            "schlusselergebnisse",
            "ergebnisse",
            "kernergebnisse",
            "resultats_cles",
            "resultados_clave",
            "risultati_chiave",
            "resultados_chave",
        ],
    ),
    (
        "key_result",
        &[
            "schluesselergebnis",
            "schlusselergebnis",
            "ergebnis",
            "kernergebnis",
            "resultat_cle",
            "resultado_clave",
            "risultato_chiave",
            "resultado_chave",
        ],
    ),
    ("why", &["warum", "weshalb", "begruendung", "begrundung", "pourquoi", "por_que", "perche"]),
    (
        "baseline",
        &[
            "ausgangswert",
            "startwert",
            "basiswert",
            "istwert",
            "valeur_initiale",
            "valeur_de_depart",
            "depart",
            "valor_inicial",
            "linea_base",
            "valore_iniziale",
        ],
    ),
    (
        "target",
        &[
            "zielwert",
            "sollwert",
            "soll",
            "cible",
            "valeur_cible",
            "meta",
            "valor_objetivo",
            "valore_obiettivo",
            "traguardo",
        ],
    ),
    ("at_least", &["mindestens", "minimum", "au_moins", "al_menos", "almeno"]),
    ("at_most", &["hoechstens", "hochstens", "maximal", "au_plus", "como_maximo", "al_massimo"]),
    ("metric", &["kennzahl", "metrik", "indicateur", "metrique", "indicador", "metrica", "indicatore"]),
    (
        "metrics",
        &["kennzahlen", "metriken", "indicateurs", "metriques", "indicadores", "metricas", "indicatori"],
    ),
    ("weight", &["gewicht", "gewichtung", "poids", "peso"]),
    ("confidence", &["zuversicht", "vertrauen", "confiance", "confianza", "fiducia", "confianca"]),
    ("check_ins", &["messwerte", "verlauf", "stand", "mesures", "suivi", "mediciones", "misure"]),
    ("date", &["datum", "tag", "fecha", "data"]),
    ("value", &["wert", "valeur", "valor", "valore"]),
    (
        "note",
        &["notiz", "bemerkung", "kommentar", "commentaire", "remarque", "nota", "comentario", "commento"],
    ),
    (
        "initiatives",
        &["initiativen", "massnahmen", "maßnahmen", "projekte", "actions", "iniciativas", "iniziative"],
    ),
    ("title", &["titel", "titre", "titulo", "titolo"]),
    ("reason", &["grund", "raison", "razon", "motivo"]),
    ("name", &["bezeichnung", "nom", "nombre", "nome"]),
    ("definition", &["beschreibung", "definicion", "definizione"]),
];

/// The key of the format that a name in another language stands for, among the keys that are allowed.
pub(super) fn key(name: &str, known: &[&str]) -> Option<&'static str> {
    let plain: String = name.chars().map(without_accent).collect();
    NAMES
        .iter()
        .filter(|(key, _)| known.contains(key))
        .find(|(_, names)| names.contains(&plain.as_str()) || names.contains(&name))
        .map(|(key, _)| *key)
}

fn without_accent(c: char) -> char {
    match c {
        'ä' | 'à' | 'â' | 'á' | 'ã' => 'a',
        'ö' | 'ô' | 'ó' | 'õ' => 'o',
        'ü' | 'ù' | 'û' | 'ú' => 'u',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' => 'i',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}
