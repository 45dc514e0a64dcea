namespace IntegrationHub.Host.Configuration;

/// <summary>Where settings stand, for problems that concern more than one value.</summary>
internal sealed class SettingPlaces(string fileName, IReadOnlyDictionary<string, string> sources)
{
    /// <summary>File and line, the variable, or the file alone where the setting stands on its default.</summary>
    public string Of(string setting) => sources.TryGetValue(setting, out var source) ? source : fileName;
}
