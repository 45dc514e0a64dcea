namespace IntegrationHub.Portal.Hosting;

/// <summary>Paths of these pages and nothing else: nobody is sent elsewhere.</summary>
internal static class LocalPath
{
    public static string Of(string? path) =>
        path is { Length: > 0 and <= 2000 } && path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl)
            ? path
            : "/";
}
