using IntegrationHub.Api;
using IntegrationHub.Api.Services;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Identity;
using IntegrationHub.Identity.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IntegrationHub.Host.Node.Exchanges;

/// <summary>What calls about exchanges and operations have in common: who may, which exchange it is about, and the look in the ledger. The rules are those of the pages.</summary>
internal sealed class ExchangeCalls(Callers callers, Looks looks, IExchangeReader exchanges)
{
    /// <summary>Runs a call of somebody who has a permission.</summary>
    public async Task<Results<TGood, ProblemHttpResult>> AsAsync<TGood>(HttpContext http, Permission needs, Func<Caller, Task<Results<TGood, ProblemHttpResult>>> act)
        where TGood : IResult =>
        await callers.FindAsync(http) is not { } caller ? Problems.NoActor
        : caller.Permissions.Contains(needs) ? await act(caller)
        : Problems.PermissionMissing(needs.ToString());

    /// <summary>The same about an exchange; who may not see what it holds is told so, as its page tells.</summary>
    public Task<Results<TGood, ProblemHttpResult>> AboutAsync<TGood>(
        HttpContext http, Guid id, Permission needs, Func<IReadOnlySet<Permission>, string?, bool>? rule, Func<Caller, ExchangeDetail, Task<Results<TGood, ProblemHttpResult>>> act)
        where TGood : IResult => AsAsync<TGood>(http, needs, async caller =>
        {
            if (await exchanges.FindAsync(RetailerId.Default, id, http.RequestAborted) is not { } detail)
                return Problems.Of(OperatorDesk.NotThere(id));

            return rule is null || rule(caller.Permissions, detail.Summary.RootElement) ? await act(caller, detail) : Problems.PermissionMissing(nameof(Permission.ReadBids));
        });

    /// <summary>Written before anything is shown: every look of an auditor, and everybody's into content.</summary>
    public async Task LookAsync(HttpContext http, Caller caller, string what, string? question = null, bool always = false, Guid? exchange = null)
    {
        if (always || caller.IsAuditor)
            await looks.RecordAsync(caller.Actor, what, exchange, question is { Length: > 0 } ? question : null, http.RequestAborted);
    }
}
