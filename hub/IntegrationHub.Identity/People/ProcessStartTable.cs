namespace IntegrationHub.Identity.People;

/// <summary>
/// Which roles of definitions begin which shipped process; the process operator begins every one. A definition of the company's own that is not named here is begun by
/// whoever may begin processes at all.
/// </summary>
public static class ProcessStartTable
{
    private const string Operator = "process-operator";

    private static readonly Dictionary<string, string[]> Starters = new(StringComparer.Ordinal)
    {
        ["contract-signing"] = ["sales", "sales-lead"],
        ["contract-termination"] = ["sales", "sales-lead"],
        ["customer-onboarding"] = ["sales", "sales-lead"],
        ["bid-submission"] = ["trader", "trading-lead"],
        ["settlement-submission"] = ["settlement", "settlement-lead"],
        // The hub begins one for each request of a customer, and nobody else has any use for one.
        ["service-request"] = [],
    };

    /// <summary>Processes that the table names, in the order of lists.</summary>
    public static IReadOnlyCollection<string> Processes => Starters.Keys;

    /// <param name="roles">Roles of definitions (<see cref="ProcessRoleTable"/>).</param>
    /// <param name="process">Id of the process.</param>
    public static bool MayStart(IEnumerable<string> roles, string process) =>
        !Starters.TryGetValue(process, out var wanted) || roles.Any(role => role == Operator || wanted.Contains(role, StringComparer.Ordinal));
}
