namespace IntegrationHub.Storage.Isolation;

/// <summary>The roles of the database. None of those that serve owns anything or bypasses row policies.</summary>
internal static class Roles
{
    /// <summary>Owns every schema and migrates.</summary>
    public const string Owner = "ihub_owner";

    /// <summary>Serves the company's side: schemas <c>hub</c> and <c>ledger</c>.</summary>
    public const string Company = "ihub_company";

    /// <summary>Serves the customers' side: schema <c>customer</c>.</summary>
    public const string Customer = "ihub_customer";

    public static IReadOnlyList<string> All { get; } = [Owner, Company, Customer];

    /// <summary>The schemas that are the hub's.</summary>
    public static IReadOnlyList<string> Schemas { get; } = ["hub", "ledger", "customer"];

    /// <summary><see cref="Schemas"/> as a list of literals.</summary>
    public static string SchemaLiterals { get; } = string.Join(", ", Schemas.Select(static name => $"'{name}'"));
}
