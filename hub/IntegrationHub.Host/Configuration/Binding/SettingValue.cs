namespace IntegrationHub.Host.Configuration.Binding;

/// <summary>One effective value and where it comes from.</summary>
/// <param name="Setting">Path, e.g. <c>lanes.sendTimeout</c>.</param>
/// <param name="Value">As the file would have it; <c>***</c> for a secret that is set.</param>
/// <param name="Source"><c>default</c>, <c>hub.yaml:12</c>, a variable's name, or the file of a secret.</param>
internal sealed record SettingValue(string Setting, string Value, string Source);
