using IntegrationHub.Host.Configuration.Binding;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IntegrationHub.Host.Configuration;

/// <summary>The configuration as read: options, every effective value with its source, and every problem at once.</summary>
internal sealed record LoadedConfiguration(HubOptions Options, IReadOnlyList<SettingValue> Values, IReadOnlyList<ConfigurationProblem> Problems);

/// <summary>Reads <c>hub.yaml</c> and the environment.</summary>
internal static class HubConfiguration
{
    private const int MaxFileBytes = 1 << 20;

    /// <summary>Reads and checks. A missing file means defaults; problems are returned, not thrown.</summary>
    /// <param name="path">Full path of the file; relative paths in it start at its folder.</param>
    /// <param name="variables">The environment.</param>
    public static LoadedConfiguration Load(string path, IReadOnlyDictionary<string, string> variables)
    {
        var options = new HubOptions();
        var binder = new SettingBinder(Path.GetFileName(path), Path.GetDirectoryName(path)!, variables);
        var root = ReadTree(path, binder.Problems);
        binder.Bind(options, root, "");
        binder.RefuseUnknownVariables();
        HubOptionsRules.Check(options, new SettingPlaces(Path.GetFileName(path), binder.Sources), binder.Problems);
        return new LoadedConfiguration(options, binder.Values, binder.Problems);
    }

    private static YamlNode? ReadTree(string path, List<ConfigurationProblem> problems)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return null;
        }

        if (file.Length > MaxFileBytes)
        {
            problems.Add(new ConfigurationProblem("CONFIGURATION_TOO_LARGE", file.Name, $"the file has {file.Length} bytes, at most {MaxFileBytes} are read"));
            return null;
        }

        try
        {
            using var reader = new StreamReader(path);
            var yaml = new YamlStream();
            yaml.Load(new AliasRefusingParser(reader));
            return yaml.Documents.Count == 0 ? null : yaml.Documents[0].RootNode;
        }
        catch (YamlException exception)
        {
            problems.Add(new ConfigurationProblem("CONFIGURATION_NOT_YAML", $"{file.Name}:{exception.Start.Line}", (exception.InnerException ?? exception).Message.ReplaceLineEndings(" ")));
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(new ConfigurationProblem("CONFIGURATION_UNREADABLE", file.Name, exception.Message));
            return null;
        }
    }

    /// <summary>Refuses aliases: a configuration file needs none, and they can make a small file huge.</summary>
    private sealed class AliasRefusingParser(TextReader reader) : IParser
    {
        private readonly Parser _parser = new(reader);

        public YamlDotNet.Core.Events.ParsingEvent? Current => _parser.Current;

        public bool MoveNext()
        {
            var moved = _parser.MoveNext();
            return _parser.Current is YamlDotNet.Core.Events.AnchorAlias alias
                ? throw new YamlException(alias.Start, alias.End, "Aliases (*name) are not allowed here.")
                : moved;
        }
    }
}
