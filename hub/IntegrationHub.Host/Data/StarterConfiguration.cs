namespace IntegrationHub.Host.Data;

/// <summary>The <c>hub.yaml</c> that a new data folder gets: what must be said, and where to read on.</summary>
internal static class StarterConfiguration
{
    /// <summary>Coded id of the retailer in development folders and the demo (its check character is right; it names nobody).</summary>
    public const string DevelopmentCode = "10XIHUB-RETAILRZ";

    /// <summary>What the retailer of development folders is called on pages: plainly nobody's name.</summary>
    public const string DevelopmentName = "演示售电公司";

    /// <summary>What a folder for development says besides: the company's and the customers' pages are served.</summary>
    public const string WithPortal =
        """
        portal:
          enabled: true
          customers:
            enabled: true

        """;

    public static string For(FolderKind kind, string code) =>
        $"""
        # Configuration of this hub ({kind.ToString().ToLowerInvariant()}). All settings: docs/configuration.md
        # `ihub config show` tells every value and its source, `ihub config check` all errors.
        hub:
          code: {code}
          {(kind == FolderKind.Production ? "# displayName: what we are called on pages, on bills and in contracts" : "displayName: " + DevelopmentName)}
          marketTimeZone: Asia/Shanghai

        """;
}
