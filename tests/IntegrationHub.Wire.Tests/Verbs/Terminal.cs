using System.Text.Json;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>Runs command lines in this process against one data folder.</summary>
internal sealed class Terminal(string data, TimeProvider? time = null, IReadOnlyList<(string Name, string Value)>? settings = null)
{
    public IReadOnlyDictionary<string, string> Variables { get; } =
        new Dictionary<string, string>((settings ?? []).Select(setting => KeyValuePair.Create(setting.Name, setting.Value)), StringComparer.Ordinal) { ["IHUB_DATA"] = data, ["USER"] = "li-wei" };

    public async Task<Said> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var surroundings = new Surroundings(output, error, () => Stream.Null, Variables, IsTerminal: false, time ?? TimeProvider.System);
        var code = await HubCommandLine.RunAsync(args, surroundings);
        return new Said(code, output.ToString(), error.ToString());
    }
}

/// <summary>What a command line said.</summary>
internal sealed record Said(int Code, string Out, string Error)
{
    /// <summary>The answer as one JSON value.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>The answer as one JSON value per line.</summary>
    public IReadOnlyList<JsonElement> JsonLines => [.. Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
