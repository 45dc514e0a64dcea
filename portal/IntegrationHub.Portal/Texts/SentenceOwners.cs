using System.Reflection;

namespace IntegrationHub.Portal.Texts;

/// <summary>Parts of the program that pages do not know and whose sentences they show all the same; each embeds <c>sentences/zh.json</c>.</summary>
public sealed record SentenceOwners(IReadOnlyList<Assembly> Assemblies);
