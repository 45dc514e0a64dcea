using IntegrationHub.Market.Contracts;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Api.Retail;

/// <summary>
/// Who takes a contract to its next state by hand: whoever keeps contracts, and for the steps that follow from a task of contract-signing whoever does that task. To release the text
/// is for the reviewers alone: who writes contracts does not pass them.
/// </summary>
internal static class ContractStepTable
{
    private static readonly string[] Reviewers = ["legal", "risk", "legal-lead", "risk-lead"];

    private static readonly string[] Filing = ["operations", "operations-lead"];

    /// <summary>Null where the actor may, else why not.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="keeps">Whether the actor keeps contracts.</param>
    /// <param name="action">The step.</param>
    public static Finding? Check(Actor actor, bool keeps, ContractAction action)
    {
        var roles = RolesOf(action);
        var keepersMay = action != ContractAction.Offer;
        if ((keepersMay && keeps) || actor.Roles.Any(roles.Contains))
            return null;

        IEnumerable<string> who = [.. keepersMay ? ["who keeps contracts"] : Array.Empty<string>(), .. roles.Length > 0 ? [$"with one of the roles {string.Join(", ", roles)}"] : Array.Empty<string>()];
        return new(RolePolicy.NotAllowed, actor.User, "", 0, $"{actor.User} may not do this to contracts ({action}).", $"Ask somebody {string.Join(", or ", who)}.");
    }

    private static string[] RolesOf(ContractAction action) => action switch
    {
        ContractAction.Offer or ContractAction.SendBack or ContractAction.Reject => Reviewers,
        ContractAction.File or ContractAction.RefuseFiling or ContractAction.AcceptFiling => Filing,
        _ => [],
    };
}
