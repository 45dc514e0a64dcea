using System.CommandLine;
using System.CommandLine.Help;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange;

namespace IntegrationHub.Host.CommandLine;

/// <summary>Parses a command line, runs its verb and turns every outcome into text and an exit code.</summary>
internal static class HubCommandLine
{
    /// <summary>Runs one command line with the product's verbs.</summary>
    public static Task<int> RunAsync(IReadOnlyList<string> args, Surroundings surroundings) =>
        RunAsync(args, VerbTable.Create(surroundings.Time), surroundings);

    /// <summary>Runs one command line with the given verbs.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, IReadOnlyList<Verb> verbs, Surroundings surroundings)
    {
        var root = CommandTree.Build(verbs, surroundings);
        var parsed = root.Parse(args.Count == 0 ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var command = parsed.CommandResult.Command;
        var asksForHelp = parsed.Action is HelpAction;
        if (!asksForHelp && command.Action is null && parsed.UnmatchedTokens.Count == 0)
        {
            var names = string.Join(", ", command.Subcommands.Select(subcommand => subcommand.Name));
            return (int)WrongUse(surroundings, PathOf(parsed), $"say which one: {names}");
        }

        if (!args.Contains("--") && OptionAmongArguments(parsed) is { } option)
        {
            return (int)WrongUse(surroundings, PathOf(parsed), UnknownOption(option, command));
        }

        if (parsed.UnmatchedTokens.Count > 0 || (parsed.Errors.Count > 0 && !asksForHelp))
        {
            return (int)WrongUse(surroundings, PathOf(parsed), Explain(parsed, command));
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = surroundings.Out,
            Error = surroundings.Error,
            EnableDefaultExceptionHandler = false,
        });
    }

    /// <summary>Runs a verb; refusals become text and an exit code, and so does a bug, with everything that helps to find it.</summary>
    public static async Task<ExitCode> GuardAsync(Verb verb, CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await verb.RunAsync(context, cancellationToken);
        }
        catch (WrongUseException wrong)
        {
            return WrongUse(context.Surroundings, verb.Path, wrong.Message);
        }
        catch (RefusedException refused)
        {
            context.Answer.Refuse(refused);
            return ExitCode.NotOk;
        }
        catch (ConfidentialRefusedException closed)
        {
            context.Answer.Refuse(new RefusedException(closed.Code, closed.Message, closed.Remedy));
            return ExitCode.NotOk;
        }
        catch (SealedValueException altered)
        {
            context.Answer.Refuse(new RefusedException(
                "VALUE_NOT_SEALED_BY_US", altered.Message.TrimEnd('.'), "The database was changed around the hub, or is older than its keys: docs/confidentiality.md says what to do; `ihub keys status` and `ihub ledger verify` say how far it goes."));
            return ExitCode.NotOk;
        }
        catch (StorageUnavailableException away)
        {
            context.Answer.Refuse(new RefusedException(
                "STORAGE_UNAVAILABLE", $"the store does not answer: {away.Message.TrimEnd('.')}", "Nothing that was not reported is done. See `ihub status`, then try again."));
            return ExitCode.NotOk;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            context.Answer.Warn("stopped before the end");
            return ExitCode.NotOk;
        }
        catch (Exception machine) when (machine is IOException or UnauthorizedAccessException)
        {
            context.Answer.Refuse(new RefusedException(
                "FILE_ACCESS", $"a file or folder cannot be used: {machine.Message.TrimEnd('.')}", "See that it is there, that its rights allow it and that the disk has room."));
            return ExitCode.NotOk;
        }
        catch (Exception bug)
        {
            context.Answer.Refuse(new RefusedException(
                "HUB_FAULT", $"this is a fault of the hub, not of its use: {bug.Message.TrimEnd('.')}", "Nothing that was not reported is done. Please report it with the lines below."));
            context.Answer.Warn(bug.ToString());
            return ExitCode.NotOk;
        }
    }

    private static ExitCode WrongUse(Surroundings surroundings, string path, string message)
    {
        var name = path.Length == 0 ? "ihub" : "ihub " + path;
        var stop = message.EndsWith('?') ? "" : ".";
        surroundings.Error.WriteLine($"{name}: {message}{stop} Try `{name} --help`.");
        return ExitCode.WrongUse;
    }

    /// <summary>A verb that takes files takes a mistyped option for one; a name that begins with a hyphen stands behind <c>--</c>.</summary>
    private static string? OptionAmongArguments(ParseResult parsed) => parsed.CommandResult.Children
        .OfType<System.CommandLine.Parsing.ArgumentResult>()
        .SelectMany(argument => argument.Tokens)
        .FirstOrDefault(token => token.Value.Length > 1 && token.Value[0] == '-')?.Value;

    private static string UnknownOption(string token, Command command)
    {
        var nearest = Suggestions.Nearest(token, command.Options.Select(option => option.Name));
        return $"unknown option `{token}`" + (nearest is null ? "" : $", did you mean `{nearest}`?");
    }

    private static string PathOf(ParseResult parsed)
    {
        var words = new Stack<string>();
        for (System.CommandLine.Parsing.SymbolResult? result = parsed.CommandResult; result?.Parent is not null; result = result.Parent)
        {
            words.Push(((System.CommandLine.Parsing.CommandResult)result).Command.Name);
        }

        return string.Join(' ', words);
    }

    private static string Explain(ParseResult parsed, Command command)
    {
        if (parsed.UnmatchedTokens.Count > 0)
        {
            var token = parsed.UnmatchedTokens[0];
            if (token.StartsWith('-'))
            {
                return UnknownOption(token, command);
            }

            var nearest = Suggestions.Nearest(token, command.Subcommands.Select(subcommand => subcommand.Name));
            var kind = command.Subcommands.Count > 0 ? "verb" : "argument";
            return $"unknown {kind} `{token}`" + (nearest is null ? "" : $", did you mean `{nearest}`?");
        }

        var error = parsed.Errors[0];
        return error is { SymbolResult: System.CommandLine.Parsing.OptionResult { Option: { } option, Tokens: [{ Value: var value }, ..] } }
            && error.Message.Contains("System.", StringComparison.Ordinal)
            ? $"`{value}` is no value for {option.Name}"
            : error.Message.TrimEnd('.').ReplaceLineEndings(" ");
    }
}
