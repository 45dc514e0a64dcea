namespace IntegrationHub.Storage.Model;

/// <summary>A text that holds JSON: the provider gives the column its own type for that.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class StoredAsJsonAttribute : Attribute;
