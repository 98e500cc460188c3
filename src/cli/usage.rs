//! What clap has to say, in the language of the user.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::error::CliError;
use super::exit::Exit;
use super::messages::{Lang, say};
use super::terminal::Terminal;

/// Prints help where it was asked for, or what is wrong with the arguments.
pub(crate) fn report(error: &clap::Error, terminal: &Terminal) -> Exit {
    let is_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let prints_itself = is_help
        || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        || terminal.lang == Lang::En;
    if prints_itself {
        // A closed pipe means that the reader has seen enough.
        let _ = error.print();
    } else {
        terminal.error(&in_chinese(error));
    }
    if is_help { Exit::Done } else { Exit::Fatal }
}

fn in_chinese(error: &clap::Error) -> CliError {
    let value = |kind| {
        error.get(kind).map(|value| match value {
            ContextValue::Strings(values) => values.join("、"),
            ContextValue::StyledStrs(values) => {
                values.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
            }
            value => value.to_string(),
        })
    };
    let argument = value(ContextKind::InvalidArg).unwrap_or_default();
    let given = value(ContextKind::InvalidValue).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::UnknownArgument => say!("unknown option {argument}", "没有选项 {argument}"),
        ErrorKind::InvalidSubcommand => {
            let command = value(ContextKind::InvalidSubcommand).unwrap_or_default();
            say!("unknown command {command}", "没有命令 {command}")
        }
        ErrorKind::MissingRequiredArgument => say!("missing {argument}", "缺少参数 {argument}"),
        ErrorKind::MissingSubcommand => say!("a command is missing", "缺少命令"),
        ErrorKind::InvalidValue if given.is_empty() => {
            say!("{argument} needs a value", "{argument} 需要一个值")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            say!("{argument} can't be {given:?}", "{argument} 不能是“{given}”")
        }
        ErrorKind::ArgumentConflict => {
            let other = value(ContextKind::PriorArg).unwrap_or_default();
            say!("{argument} can't be used with {other}", "{argument} 不能与 {other} 同时使用")
        }
        _ => {
            let text = error.to_string();
            let text = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            say!("{text}", "参数有误：{text}")
        }
    };
    let mut report = CliError::user(message);
    if let Some(values) = value(ContextKind::ValidValue) {
        report = report.hint(say!("possible values: {values}", "可用的值：{values}"));
    }
    for kind in [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue] {
        if let Some(suggested) = value(kind) {
            report = report.hint(say!("did you mean {suggested}?", "您是否要用 {suggested}？"));
        }
    }
    report.hint(say!("`--help` shows how it is used", "使用 `--help` 查看用法"))
}
