namespace IntegrationHub.Host.Configuration.Binding;

/// <summary>Makes a property a setting: the file, the environment, `config show` and docs/configuration.md all follow from it.</summary>
/// <param name="meaning">What it does, for operators: one or two sentences with units.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingAttribute(string meaning) : Attribute
{
    public string Meaning => meaning;

    /// <summary>Smallest allowed value, written as in the file, or <c>null</c>.</summary>
    public string? Min { get; init; }

    /// <summary>Largest allowed value, written as in the file, or <c>null</c>.</summary>
    public string? Max { get; init; }

    /// <summary>True when a value must be given.</summary>
    public bool Required { get; init; }
}
