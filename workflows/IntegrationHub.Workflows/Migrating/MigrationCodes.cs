namespace IntegrationHub.Workflows.Migrating;

/// <summary>Why a case does not go to another version.</summary>
public static class MigrationCodes
{
    /// <summary>What was named is no plan.</summary>
    public const string Mapping = "MIGRATION_MAPPING";

    /// <summary>The case has ended.</summary>
    public const string Over = "MIGRATION_OVER";

    /// <summary>The case is where the new version has nothing.</summary>
    public const string NoTarget = "MIGRATION_NO_TARGET";

    /// <summary>The new version has something of another kind there.</summary>
    public const string Kind = "MIGRATION_KIND";

    /// <summary>The target lies in another process or sub-process.</summary>
    public const string Scope = "MIGRATION_SCOPE";

    /// <summary>A call is under way that the new version does not make.</summary>
    public const string Call = "MIGRATION_CALL";

    /// <summary>A message or signal is waited for that the new version does not wait for.</summary>
    public const string Waits = "MIGRATION_WAITS";

    /// <summary>A join has tokens of flows that come in otherwise in the new version.</summary>
    public const string Join = "MIGRATION_JOIN";

    /// <summary>Who did a step would be forgotten, and with it who may not check it.</summary>
    public const string FourEyes = "MIGRATION_FOUR_EYES";

    /// <summary>An event that only the new version waits for has no time or no key.</summary>
    public const string NewEvent = "MIGRATION_NEW_EVENT";
}
