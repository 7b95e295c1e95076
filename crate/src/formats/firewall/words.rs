//! In: a word that `netsh` translates. Out: what it means; `None` for one that is not known, which is never guessed at.
//!
//! Words stand in one text, parted by `|`, as a table of them would be larger.

use crate::letters::in_small;

const ON: &str = "on|enable|enabled|启用|打开|ein|aktiviert|aktivieren|вкл|вкл.|включить|включен|включено|オン|\
    有効|actif|activé|activer|activar|activado|habilitar|habilitado";
const OFF: &str = "off|disable|disabled|关闭|禁用|aus|deaktiviert|deaktivieren|выкл|выкл.|выключить|отключить|\
    отключен|отключено|オフ|無効|inactif|désactivé|désactiver|desactivar|desactivado|inactivo|\
    deshabilitar|deshabilitado";
const YES: &str = "yes|是|ja|да|はい|oui|sí";
const NO: &str = "no|否|nein|нет|いいえ|non";
const IN: &str = "in|入|入站|ein|eingehend|входящий|входящие|入力|受信|entrant|entrante|entrada";
const OUT: &str = "out|出|出站|aus|ausgehend|исходящий|исходящие|出力|送信|sortant|saliente|salida";
const ALLOW: &str = "allow|允许|zulassen|разрешить|許可|autoriser|permitir";
const BLOCK: &str = "block|阻止|blocken|blockieren|блокировать|ブロック|bloquer|bloquear";
const BYPASS: &str = "bypass|跳过|umgehen";
const ANY: &str =
    "any|任何|任意|beliebig|любой|любые|tout|tous|toute|n'importe lequel|cualquiera|todo|todos";

/// What a rule does with what it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Allow,
    Block,
    /// Lets in whom IPsec knows.
    Bypass,
}

fn is(text: &str, words: &str) -> bool {
    let text = in_small(text.trim());
    words.split('|').any(|word| word == text)
}

fn either(text: &str, yes: &str, no: &str) -> Option<bool> {
    if is(text, yes) { Some(true) } else { is(text, no).then_some(false) }
}

/// A profile's or a port's switch: true for on.
pub(super) fn on(text: &str) -> Option<bool> {
    either(text, ON, OFF)
}

/// `Yes` or `No`.
pub(super) fn yes(text: &str) -> Option<bool> {
    either(text, YES, NO)
}

/// A direction: true for inbound.
pub(super) fn inbound(text: &str) -> Option<bool> {
    either(text, IN, OUT)
}

/// `Any`.
pub(super) fn any(text: &str) -> bool {
    is(text, ANY)
}

/// `Allow`, `Block`, `Bypass`.
pub(super) fn action(text: &str) -> Option<Action> {
    if is(text, BYPASS) {
        return Some(Action::Bypass);
    }
    either(text, ALLOW, BLOCK).map(|allow| if allow { Action::Allow } else { Action::Block })
}
