using System.Reflection;
using IntegrationHub.Host.CommandLine;
using YamlDotNet.RepresentationModel;

namespace IntegrationHub.Host.Configuration.Binding;

/// <summary>
/// Fills an options object from a YAML tree and the environment: the environment wins over the file, the file over the default.
/// Collects every problem instead of stopping at the first.
/// </summary>
internal sealed class SettingBinder(string fileName, string folder, IReadOnlyDictionary<string, string> variables)
{
    private readonly HashSet<string> _usedVariables = new(StringComparer.Ordinal);

    public List<ConfigurationProblem> Problems { get; } = [];

    public List<SettingValue> Values { get; } = [];

    /// <summary>Where each setting that has been given stands; settings that stand on their default are not in it.</summary>
    public Dictionary<string, string> Sources { get; } = new(StringComparer.Ordinal);

    /// <summary>Fills <paramref name="section"/> from <paramref name="node"/> (which may be missing) and everything below it.</summary>
    public void Bind(object section, YamlNode? node, string path)
    {
        var mapping = node as YamlMappingNode;
        if (node is not null && mapping is null && !IsEmpty(node))
        {
            Problem("CONFIGURATION_NOT_A_SECTION", node, path, "holds further settings and cannot have a value of its own");
        }

        if (mapping is not null)
        {
            RefuseUnknownKeys(section.GetType(), mapping, path);
        }

        foreach (var (property, setting) in SettingNames.Of(section.GetType()))
        {
            var child = path.Length == 0 ? ValueText.Camel(property.Name) : $"{path}.{ValueText.Camel(property.Name)}";
            var childNode = mapping?.Children.FirstOrDefault(pair => (pair.Key as YamlScalarNode)?.Value == SettingNames.Key(property)).Value;
            BindProperty(section, property, setting, childNode, child);
        }
    }

    /// <summary>Names variables with the hub's prefix that no setting has asked for.</summary>
    public void RefuseUnknownVariables()
    {
        foreach (var name in variables.Keys.Where(name => name.StartsWith(SettingNames.Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (!_usedVariables.Contains(name) && !SettingNames.Reserved.Any(reserved => name.StartsWith(reserved, StringComparison.Ordinal)))
            {
                var nearest = Suggestions.Nearest(name, _usedVariables);
                Problems.Add(new ConfigurationProblem(
                    "CONFIGURATION_UNKNOWN_VARIABLE", name, "no setting has this name", nearest is null ? "" : $"Did you mean {nearest}?"));
            }
        }
    }

    private void BindProperty(object section, PropertyInfo property, SettingAttribute setting, YamlNode? node, string path)
    {
        if (property.PropertyType == typeof(Secret))
        {
            BindSecret(section, property, setting, node, path);
        }
        else if (ValueText.IsValue(property.PropertyType))
        {
            BindValue(section, property, setting, node, path);
        }
        else if (SettingNames.ElementOf(property.PropertyType) is { } element)
        {
            if (element == typeof(string))
            {
                BindTexts(section, property, node, path);
            }
            else
            {
                BindSections(section, property, element, node, path);
            }
        }
        else
        {
            Bind(property.GetValue(section)!, node, path);
        }
    }

    private void BindValue(object section, PropertyInfo property, SettingAttribute setting, YamlNode? node, string path)
    {
        var (text, source) = Given(node, path);
        if (text is not null && source is not null)
        {
            var value = ValueText.Parse(property.PropertyType, text, out var expected);
            if (value is null)
            {
                Problems.Add(new ConfigurationProblem("CONFIGURATION_WRONG_VALUE", source, $"{path} is `{text}`, expected {expected}"));
            }
            else if (OutOfRange(property.PropertyType, setting, value) is { } range)
            {
                Problems.Add(new ConfigurationProblem("CONFIGURATION_OUT_OF_RANGE", source, $"{path} is {text}, expected {range}"));
            }
            else
            {
                property.SetValue(section, value);
            }

            Sources[path] = source;
        }
        else if (setting.Required && property.GetValue(section) is null or "")
        {
            Problems.Add(new ConfigurationProblem(
                "CONFIGURATION_MISSING", fileName, $"{path} is missing", $"Set it there or as {SettingNames.Variable(path)}: {setting.Meaning}"));
        }

        Values.Add(new SettingValue(path, ValueText.Format(property.GetValue(section)), source ?? "default"));
    }

    private void BindSecret(object section, PropertyInfo property, SettingAttribute setting, YamlNode? node, string path)
    {
        var variable = SettingNames.Variable(path);
        _usedVariables.Add(variable);
        var (file, source) = Given(node, path + "File");
        if (variables.TryGetValue(variable, out var direct) && direct.Length > 0)
        {
            property.SetValue(section, new Secret(direct));
            source = variable;
        }
        else if (file is not null && source is not null)
        {
            var full = System.IO.Path.GetFullPath(file, folder);
            if (SecretFile.Read(full, source, Problems) is { } secret)
            {
                property.SetValue(section, secret);
            }

            source = $"{source} ({full})";
        }
        else if (setting.Required)
        {
            Problems.Add(new ConfigurationProblem(
                "CONFIGURATION_MISSING", fileName, $"{path}File is missing", $"Name a file there or set {variable}: {setting.Meaning}"));
        }

        Values.Add(new SettingValue(path, ValueText.Format(property.GetValue(section)), source ?? "default"));
    }

    private void BindTexts(object section, PropertyInfo property, YamlNode? node, string path)
    {
        var source = "default";
        var variable = SettingNames.Variable(path);
        _usedVariables.Add(variable);
        if (variables.TryGetValue(variable, out var list) && list.Length > 0)
        {
            property.SetValue(section, list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            Sources[path] = source = variable;
        }
        else if (node is YamlSequenceNode sequence && sequence.Children.All(item => item is YamlScalarNode))
        {
            property.SetValue(section, sequence.Children.Select(item => ((YamlScalarNode)item).Value ?? "").ToArray());
            Sources[path] = source = At(node);
        }
        else if (node is not null && !IsEmpty(node))
        {
            Problem("CONFIGURATION_NOT_A_LIST", node, path, "is a list of texts: one line per entry, each beginning with `- `");
        }

        Values.Add(new SettingValue(path, ValueText.Format(property.GetValue(section)), source));
    }

    private void BindSections(object section, PropertyInfo property, Type element, YamlNode? node, string path)
    {
        var sequence = node as YamlSequenceNode;
        if (node is not null && sequence is null && !IsEmpty(node))
        {
            Problem("CONFIGURATION_NOT_A_LIST", node, path, "is a list: one entry per `- `");
        }

        var defaults = sequence is null ? ((IEnumerable<object>)property.GetValue(section)!).ToList() : [];
        var count = Math.Max(Math.Max(sequence?.Children.Count ?? 0, defaults.Count), CountInEnvironment(path));
        var items = Array.CreateInstance(element, count);
        for (var i = 0; i < count; i++)
        {
            var item = i < defaults.Count ? defaults[i] : Activator.CreateInstance(element)!;
            Bind(item, sequence is not null && i < sequence.Children.Count ? sequence.Children[i] : null, $"{path}[{i}]");
            items.SetValue(item, i);
        }

        if (sequence is not null)
        {
            Sources[path] = At(sequence);
        }

        property.SetValue(section, items);
    }

    private int CountInEnvironment(string path)
    {
        var prefix = SettingNames.Variable(path) + "_";
        var count = 0;
        foreach (var name in variables.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var digits = name[prefix.Length..].Split('_')[0];
            if (int.TryParse(digits, System.Globalization.NumberStyles.None, null, out var index) && index < 1_000)
            {
                count = Math.Max(count, index + 1);
            }
        }

        return count;
    }

    private (string? Text, string? Source) Given(YamlNode? node, string path)
    {
        var variable = SettingNames.Variable(path);
        _usedVariables.Add(variable);
        if (variables.TryGetValue(variable, out var value) && value.Length > 0)
        {
            return (value, variable);
        }

        if (node is null || IsEmpty(node))
        {
            return (null, null);
        }

        if (node is YamlScalarNode scalar)
        {
            return (scalar.Value, At(node));
        }

        Problem("CONFIGURATION_WRONG_VALUE", node, path, "is a single value, not a list or a section");
        return (null, null);
    }

    private void RefuseUnknownKeys(Type type, YamlMappingNode mapping, string path)
    {
        var known = SettingNames.Of(type).Select(pair => SettingNames.Key(pair.Property)).ToList();
        var secrets = SettingNames.Of(type).Where(pair => pair.Property.PropertyType == typeof(Secret)).Select(pair => ValueText.Camel(pair.Property.Name)).ToList();
        foreach (var key in mapping.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            var full = path.Length == 0 ? name : $"{path}.{name}";
            if (secrets.Contains(name))
            {
                Problem("CONFIGURATION_SECRET_IN_FILE", key, full, "is a secret and does not belong in this file", $"Put it in a file of its own and name that as {name}File, or set {SettingNames.Variable(full)}.");
            }
            else if (!known.Contains(name))
            {
                var nearest = Suggestions.Nearest(name, known);
                Problem("CONFIGURATION_UNKNOWN_KEY", key, full, "is not a setting", nearest is null ? $"There are: {string.Join(", ", known)}." : $"Did you mean {nearest}?");
            }
        }
    }

    private static string? OutOfRange(Type type, SettingAttribute setting, object value)
    {
        var min = setting.Min is null ? null : ValueText.Parse(type, setting.Min, out _);
        var max = setting.Max is null ? null : ValueText.Parse(type, setting.Max, out _);
        var below = min is not null && ((IComparable)value).CompareTo(min) < 0;
        var above = max is not null && ((IComparable)value).CompareTo(max) > 0;
        return below || above
            ? max is null ? $"at least {setting.Min}" : min is null ? $"at most {setting.Max}" : $"{setting.Min} to {setting.Max}"
            : null;
    }

    private void Problem(string code, YamlNode node, string path, string text, string remedy = "") =>
        Problems.Add(new ConfigurationProblem(code, At(node), $"{path} {text}".TrimStart(), remedy));

    private static bool IsEmpty(YamlNode node) => node is YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "" or "~" or "null" or null };

    private string At(YamlNode node) => $"{fileName}:{node.Start.Line}";
}
