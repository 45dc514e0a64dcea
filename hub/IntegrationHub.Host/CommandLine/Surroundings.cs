using System.Diagnostics.CodeAnalysis;

namespace IntegrationHub.Host.CommandLine;

/// <summary>
/// What a verb sees of the machine besides files: its streams, its environment and the clock. Tests hand in their own.
/// </summary>
/// <param name="Out">Where data and answers go.</param>
/// <param name="Error">Where progress, warnings and the one line of wrong use go.</param>
/// <param name="OpenInput">Opens standard input, once.</param>
/// <param name="Variables">The environment variables as they were at start.</param>
/// <param name="IsTerminal">True when a person reads <paramref name="Out"/> as it comes.</param>
/// <param name="Time">The clock.</param>
internal sealed record Surroundings(
    TextWriter Out,
    TextWriter Error,
    Func<Stream> OpenInput,
    IReadOnlyDictionary<string, string> Variables,
    bool IsTerminal,
    TimeProvider Time)
{
    /// <summary>The real ones.</summary>
    [SuppressMessage("Design", "RS0030:Do not use banned APIs", Justification = "The composition root is where the clock enters.")]
    public static Surroundings OfThisProcess()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        var terminal = !Console.IsOutputRedirected && !Console.IsErrorRedirected
            && variables.GetValueOrDefault("TERM") is not (null or "" or "dumb")
            && !variables.ContainsKey("CI");

        return new Surroundings(Console.Out, Console.Error, Console.OpenStandardInput, variables, terminal, TimeProvider.System);
    }

    /// <summary>One environment variable, or <c>null</c> where it is not set or empty.</summary>
    public string? Variable(string name) => Variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
