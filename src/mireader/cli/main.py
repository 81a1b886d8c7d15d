"""The command line: the reader by default, the headless commands by name."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from glob import escape, glob
from importlib import import_module
from io import TextIOWrapper

import click
from click.shell_completion import CompletionItem

from mireader import __version__
from mireader.cli.language import in_language
from mireader.hanzi.visible import visible
from mireader.i18n import LANGUAGES, _, choose_language
from mireader.usage import COMMANDS, COMPLETE, INTERRUPTED, READER, WRONG_USAGE

_MOST_PATHS = 100
"""Paths that a shell is offered beside the commands."""


class CommandLine(click.Group):
    """A group whose default, for a first word that is no command, is the reader."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts the reader first, if no command is."""
        if ctx.resilient_parsing and not args:  # a shell completes the first word
            return super().parse_args(ctx, args)
        args = _spoken(args)
        if not args or (args[0] not in COMMANDS and args[0] not in ("--help", "--version")):
            args = [READER, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, the reader left out."""
        return [name for name in COMMANDS if name != READER]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, imported now; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"mireader.cli.{module}"), name)
        return in_language(command)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """A command, or a page to read: a shell that is told `file` forgets the commands."""
        found = super().shell_complete(ctx, incomplete)
        if not found or incomplete.startswith("-"):
            return found or [CompletionItem(incomplete, type="file")]
        paths = sorted(glob(f"{escape(incomplete)}*"))[:_MOST_PATHS]
        return [*found, *(CompletionItem(path) for path in paths)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        formatter.write_usage("mireader", _("[PATH]... [OPTIONS]  |  COMMAND ..."))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The reader's options beside the general ones, then the commands."""
        reader = self.get_command(ctx, READER)
        parameters = [*(reader.get_params(ctx) if reader else ()), *self.get_params(ctx)]
        records = [record for parameter in parameters if (record := parameter.get_help_record(ctx))]
        with formatter.section(_("Options")):
            formatter.write_dl(list(dict.fromkeys(records)))
        self.format_commands(ctx, formatter)


def _spoken(args: list[str]) -> list[str]:
    """The words without a language before a command (--lang en search …), which is spoken from here on."""
    option, _equals, name = args[0].partition("=") if args else ("", "", "")
    rest = args[1:] if name else args[2:]
    name = name or "".join(args[1:2])
    if option == "--lang" and name in LANGUAGES and rest and rest[0] in COMMANDS:
        choose_language(name)
        return rest
    return args


@click.group(cls=CommandLine)
@click.version_option(__version__, prog_name="mireader")
def mireader() -> None:
    """Reads saved Chinese Q&A pages in the terminal.

    \b
    mireader                      opens the two pages that come with it
    mireader pages/ page.txt      opens these
    mireader search jeyx pages/   the same search without a screen

    PATHs are files or folders; - is standard input. A file that is named like a command is ./outline.
    """


def run(arguments: Sequence[str], open_reader: Callable[..., int] | None = None) -> int:
    """Runs a command line and returns its exit status: 0, 1, 2, 3 or 130.

    `open_reader` opens the screen, which this package does not know.
    """
    choose_language(None)
    if COMPLETE in os.environ:
        from mireader.cli.completion import answer_shell

        return answer_shell(mireader)
    try:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        with in_language(mireader).make_context("mireader", list(arguments), obj=open_reader) as context_:
            mireader.invoke(context_)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return WRONG_USAGE
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        path = context.command_path.removesuffix(f" {READER}") if context else "mireader"
        more = f" ({path} --help)"
        click.echo(f"mireader: {visible(' '.join(error.format_message().split()))}{more}", err=True)
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        return _hush()
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 1
    return 0


def _hush() -> int:
    """Ends quietly on a closed pipe: nothing more is written at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    return 0
