using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Portal.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Tests.Commands;

/// <summary>
/// Every address that takes more than a look says here what the ledger says of it; one that is missing fails. As in <c>VerbsAndLedgerTests</c> for the command line. What is
/// marked as driven is done by a person or program here, and its event is seen; the others are done by the tests that are named.
/// </summary>
[Collection(PortalCollection.Name)]
public sealed class CommandsAndLedgerTests(PortalSite site, CommandHands hands) : IClassFixture<CommandHands>
{
    /// <summary>Changes nothing that the hub keeps; the reason stands behind it.</summary>
    private const string Nothing = "none: ";

    private static readonly Dictionary<string, (string Kind, bool IsDriven)> Commands = new(StringComparer.Ordinal)
    {
        // The way of partners: documents, and what is asked of the mailbox. Tests: IntegrationHub.Wire.Tests, Drills.
        ["partners ANY /ServiceEME"] = ("exchange.", false),

        ["api POST /api/v1/absences"] = ("absence.entered", true),
        ["api POST /api/v1/absences/{person}/{from}/end"] = ("absence.ended", true),
        ["api POST /api/v1/bids"] = ("bid.write", true),
        ["api POST /api/v1/bids/{number}/prices"] = ("bid.price", true),
        ["api POST /api/v1/bids/{number}/prices/confirmation"] = ("bid.confirmPrice", true),
        ["api POST /api/v1/contracts"] = ("contract.drafted", true),
        ["api POST /api/v1/contracts/{number}/codes"] = ("consent.asked", true),
        ["api POST /api/v1/contracts/{number}/consents"] = ("contract.agree", true),
        ["api POST /api/v1/contracts/{number}/files"] = ("contract.attached", false), // DraftPageTests
        ["api POST /api/v1/contracts/{number}/give-up"] = ("contract.reject", true),
        ["api POST /api/v1/contracts/{number}/steps"] = ("contract.submit", true),
        ["api POST /api/v1/customers"] = ("customers.imported", true),
        ["api POST /api/v1/customers/contacts"] = ("customer.contact-known", true),
        ["api POST /api/v1/customers/contacts/steps"] = ("customer.contact-confirmed", true),
        ["api POST /api/v1/customers/ends"] = ("customer.service-ended", true),
        ["api POST /api/v1/definitions"] = ("process.deployed", true),
        ["api POST /api/v1/definitions/{process}/migrations"] = ("process.step", true),
        ["api POST /api/v1/exchanges/{id:guid}/cancel"] = ("exchange.cancelled", true),
        ["api POST /api/v1/exchanges/{id:guid}/evidence"] = ("look.evidence", true),
        ["api POST /api/v1/exchanges/{id:guid}/release"] = ("exchange.released", true),
        ["api POST /api/v1/exchanges/{id:guid}/send-now"] = ("exchange.hurried", false), // Wire.Tests, ExchangeVerbTests: needs an attempt that failed
        ["api PUT /api/v1/instances/{id:guid}"] = ("process.step", true),
        ["api POST /api/v1/instances/{id:guid}/cancel"] = ("process.step", true),
        ["api POST /api/v1/instances/{id:guid}/comments"] = ("process.commented", true),
        ["api POST /api/v1/instances/{id:guid}/incidents/{number:int}/retry"] = ("process.step", true),
        ["api POST /api/v1/instances/{id:guid}/incidents/{number:int}/skip"] = ("process.step", true),
        ["api POST /api/v1/market-events/{code}/proposals"] = ("bid.write", false), // SheetApiTests: needs a plan
        ["api POST /api/v1/members/{name}/drill"] = ("drill.started", false), // DrillTests: needs the simulator beside the hub
        ["api POST /api/v1/members/{name}/drill/end"] = ("drill.ended", false), // DrillTests
        ["api POST /api/v1/market-events"] = ("market-event.read", true),
        ["api POST /api/v1/packages"] = ("package.saved", true),
        ["api POST /api/v1/readings"] = ("readings.taken", true),
        ["api POST /api/v1/settlements/{month}"] = ("settlement.calculated", true),
        ["api POST /api/v1/settlements/{month}/{version:int}/verifications"] = ("look.settlement-verified", false), // SheetApiTests: needs a settlement
        ["api POST /api/v1/tasks/{instance:guid}/{token:int}/claim"] = ("process.task.claimed", true),
        ["api POST /api/v1/tasks/{instance:guid}/{token:int}/complete"] = ("process.step", true),
        ["api POST /api/v1/tasks/{instance:guid}/{token:int}/delegate"] = ("process.task.claimed", true),
        ["api POST /api/v1/tasks/{instance:guid}/{token:int}/release"] = ("process.task.released", true),

        // Of persons, at their doors as well: PersonDoorTests, LedgerApiTests, BooksApiTests, CustomerWordsTests do them and see the same services as the pages below.
        ["api POST /api/v1/account/password"] = ("user.password-changed", false),
        ["api POST /api/v1/account/sessions/{session:guid}/end"] = ("session.ended", false),
        ["api POST /api/v1/account/sign-out"] = ("session.ended", false),
        ["api POST /api/v1/articles"] = ("article.drafted", false),
        ["api POST /api/v1/articles/checks"] = (Nothing + "says what a text has that must not be published", false),
        ["api POST /api/v1/articles/{key}/release"] = ("article.released", false),
        ["api POST /api/v1/articles/{key}/withdraw"] = ("article.withdrawn", false),
        ["api POST /api/v1/bid-terms"] = ("bid-terms.saved", false),
        ["api POST /api/v1/break-glass"] = ("break-glass.asked", false),
        ["api POST /api/v1/break-glass/{id}/agree"] = ("break-glass.opened", false),
        ["api POST /api/v1/break-glass/{id}/close"] = ("break-glass.closed", false),
        ["api POST /api/v1/break-glass/{id}/review"] = ("break-glass.reviewed", false),
        ["api POST /api/v1/customer-requests/{id:guid}/answer"] = ("process.step", false), // the case goes on by itself: service-request.answered
        ["api POST /api/v1/surveys"] = ("survey.drafted", false), // SurveyPageTests, as the next two and the pages' three
        ["api POST /api/v1/surveys/{key}/release"] = ("survey.released", false),
        ["api POST /api/v1/surveys/{key}/withdraw"] = ("survey.withdrawn", false),
        ["api POST /api/v1/load-calendars"] = ("load-calendar.changed", false), // CalendarPageTests
        ["api POST /api/v1/demand"] = ("demand.declared", false),
        ["api POST /api/v1/exchanges/{id:guid}/reviews"] = ("review.added", false),
        ["api POST /api/v1/exchanges/{id:guid}/reviews/statement"] = (Nothing + "hands out the statement that is to be signed outside", false),
        ["api POST /api/v1/ledger/verifications"] = ("look.verify", false),
        ["api POST /api/v1/operations/nodes/{name}/forget"] = ("node.forgotten", false), // OperationsPageTests
        ["api POST /api/v1/people"] = ("user.added", false),
        ["api POST /api/v1/people/{name}/disable"] = ("user.disabled", false),
        ["api POST /api/v1/people/{name}/enable"] = ("user.enabled", false),
        ["api POST /api/v1/people/{name}/reset"] = ("user.reset", false),
        ["api POST /api/v1/people/{name}/roles"] = ("user.roles", false),
        ["api POST /api/v1/people/{name}/roles/agree"] = ("user.roles", false), // PersonCallTests, as the next ones
        ["api POST /api/v1/people/{name}/roles/withdraw"] = ("user.roles-withdrawn", false),
        ["api POST /api/v1/people/{name}/phone"] = ("user.phone-changed", false),
        ["api POST /api/v1/people/{name}/certificate"] = ("user.certificate-bound", false),
        ["api POST /api/v1/people/{name}/certificate/check"] = (Nothing + "says what a certificate is, or why it would not be bound", false),
        ["api POST /api/v1/people/{name}/certificate/unbind"] = ("user.certificate-unbound", false),
        ["api POST /api/v1/people/{name}/sessions/end"] = ("session.ended", false),
        ["api POST /api/v1/people/{name}/sessions/{session:guid}/end"] = ("session.ended", false),
        ["api POST /api/v1/service-accounts"] = ("service-account.proposed", false),
        ["api POST /api/v1/service-accounts/{name}/approve"] = ("service-account.approved", false),
        ["api POST /api/v1/service-accounts/{name}/revoke"] = ("service-account.revoked", false),
        ["api POST /api/v1/service-accounts/{name}/rotate"] = ("service-account.token-made", false),
        ["api POST /api/v1/settlement-bases"] = ("settlement.basis-saved", false),
        ["api POST /api/v1/sign-in"] = ("user.code-sent", false),
        ["api POST /api/v1/sign-in/code"] = ("user.signed-in", false),
        ["api POST /api/v1/sign-in/code/another"] = ("user.code-sent", false),
        ["api POST /api/v1/tasks/{instance:guid}/{token:int}/files"] = (Nothing + "keeps the file until the task is completed with it, which is a step", false),
        ["api POST /api/v1/parameters"] = ("parameters.saved", false), // ParameterPageTests
        ["api POST /api/v1/purchases"] = ("settlement.basis-saved", false), // PurchaseLineTests
        ["api POST /api/v1/tracking-terms"] = ("tracking-terms.saved", false), // DeliveryPageTests
        ["api POST /api/v1/verifications"] = ("look.verify", false),

        ["pages ANY /api/{**call}"] = (Nothing + "says that there is no such call", false),
        ["pages POST /articles/new"] = ("article.drafted", false), // CustomerWordsTests, as the next three
        ["pages POST /articles/{key}/release"] = ("article.released", false),
        ["pages POST /articles/{key}/withdraw"] = ("article.withdrawn", false),
        ["pages POST /requests/{id:guid}/answer"] = ("process.step", false),
        ["pages POST /surveys/new"] = ("survey.drafted", false),
        ["pages POST /surveys/{key}/release"] = ("survey.released", false),
        ["pages POST /surveys/{key}/withdraw"] = ("survey.withdrawn", false),
        ["pages ANY /{**path}"] = (Nothing + "says that there is nothing here", false),
        ["pages POST /account/absences"] = ("absence.entered", true),
        ["pages POST /account/absences/end"] = ("absence.ended", true),
        ["pages POST /account/password"] = ("user.password-changed", true),
        ["pages POST /account/sessions/{session:guid}/end"] = ("session.ended", true),
        ["pages POST /bids/events/{code}/propose"] = ("bid.write", true),
        ["pages POST /bids/{number}/{version:int}/price"] = ("bid.price", true),
        ["pages POST /bids/{number}/{version:int}/price/confirm"] = ("bid.confirmPrice", true),
        ["pages POST /break-glass"] = ("break-glass.asked", true),
        ["pages POST /break-glass/{id}/agree"] = ("break-glass.opened", false), // BreakGlassPageTests: needs a second administrator
        ["pages POST /break-glass/{id}/close"] = ("break-glass.closed", true),
        ["pages POST /break-glass/{id}/review"] = ("break-glass.reviewed", true),
        ["pages POST /contracts/new"] = ("contract.drafted", true),
        ["pages POST /contracts/{number}/{version:int}/give-up"] = ("contract.reject", true),
        ["pages POST /contracts/{number}/{version:int}/files"] = ("contract.attached", false), // DraftPageTests
        ["pages POST /contracts/{number}/{version:int}/signing"] = ("process.step", true),
        ["pages POST /customers/contacts"] = ("customer.contact-known", true),
        ["pages POST /customers/contacts/confirm"] = ("customer.contact-confirmed", true),
        ["pages POST /customers/contacts/dismiss"] = ("customer.contact-objection-dismissed", true),
        ["pages POST /customers/contacts/object"] = ("customer.contact-objected", true),
        ["pages POST /customers/contacts/withdraw"] = ("customer.contact-withdrawn", true),
        ["pages POST /exchanges/{id:guid}/acts"] = ("exchange.released", true),
        ["pages POST /exchanges/{id:guid}/evidence"] = ("look.evidence", true),
        ["pages POST /exchanges/{id:guid}/review"] = (Nothing + "shows the statement that is to be signed outside", false),
        ["pages POST /exchanges/{id:guid}/review/sign"] = ("review.added", false), // ReviewPageTests: needs the auditor's own signature
        ["pages POST /exchanges/{id:guid}/review/statement"] = (Nothing + "hands out the statement that was shown", false),
        ["pages POST /imports/basis"] = ("settlement.basis-saved", true),
        ["pages POST /imports/bid"] = ("bid.write", true),
        ["pages POST /imports/customers"] = ("customers.imported", true),
        ["pages POST /imports/calendar"] = ("load-calendar.changed", true),
        ["pages POST /imports/demand"] = ("demand.declared", true),
        ["pages POST /imports/market-event"] = ("market-event.read", true),
        ["pages POST /imports/package"] = ("package.saved", true),
        ["pages POST /imports/readings"] = ("readings.taken", true),
        ["pages POST /imports/parameters"] = ("parameters.saved", true),
        ["pages POST /imports/purchases"] = ("settlement.basis-saved", false), // PurchaseLineTests
        ["pages POST /imports/tracking"] = ("tracking-terms.saved", true),
        ["pages POST /imports/terms"] = ("bid-terms.saved", true),
        ["pages POST /members/{name}/drill"] = ("drill.started", false), // DrillTests: needs the simulator beside the hub
        ["pages POST /members/{name}/drill/end"] = ("drill.ended", false), // DrillTests
        ["pages POST /people"] = ("user.added", false), // PersonPageTests, as the next ones
        ["pages POST /people/{name}/disable"] = ("user.disabled", false),
        ["pages POST /people/{name}/enable"] = ("user.enabled", false),
        ["pages POST /people/{name}/reset"] = ("user.reset", false),
        ["pages POST /people/{name}/phone"] = ("user.phone-changed", false),
        ["pages POST /people/{name}/roles"] = ("user.roles", false),
        ["pages POST /people/{name}/roles/agree"] = ("user.roles", false),
        ["pages POST /people/{name}/roles/withdraw"] = ("user.roles-withdrawn", false),
        ["pages POST /people/{name}/certificate"] = ("user.certificate-bound", false),
        ["pages POST /people/{name}/certificate/unbind"] = ("user.certificate-unbound", false),
        ["pages POST /people/{name}/sessions/end"] = ("session.ended", false),
        ["pages POST /people/{name}/sessions/{session:guid}/end"] = ("session.ended", true),
        ["pages POST /processes/start"] = ("process.step", true),
        ["pages POST /processes/{id:guid}/cancel"] = ("process.step", true),
        ["pages POST /processes/{id:guid}/comments"] = ("process.commented", true),
        ["pages POST /processes/{id:guid}/incidents/{number:int}/retry"] = ("process.step", true),
        ["pages POST /processes/{id:guid}/incidents/{number:int}/skip"] = ("process.step", true),
        ["pages POST /processes/{id:guid}/migrate"] = ("process.step", true),
        ["pages POST /operations/nodes/forget"] = ("node.forgotten", true),
        ["pages POST /service-accounts"] = ("service-account.proposed", true),
        ["pages POST /service-accounts/{name}/approve"] = ("service-account.approved", true),
        ["pages POST /service-accounts/{name}/revoke"] = ("service-account.revoked", true),
        ["pages POST /service-accounts/{name}/rotate"] = ("service-account.token-made", true),
        ["pages POST /settings/{what}/{value}"] = (Nothing + "a cookie of the browser", false),
        ["pages POST /settlements/{month}/{version:int}/verify"] = (Nothing + "computes the bills again and shows whether they are the same", false),
        ["pages POST /sign-in"] = ("user.code-sent", true),
        ["pages POST /sign-in/code"] = ("user.signed-in", true),
        ["pages POST /sign-in/code/another"] = ("user.code-sent", true),
        ["pages POST /sign-out"] = ("session.ended", true),
        ["pages POST /tasks/{instance:guid}/{token:int}/claim"] = ("process.task.claimed", true),
        ["pages POST /tasks/{instance:guid}/{token:int}/comments"] = ("process.commented", true),
        ["pages POST /tasks/{instance:guid}/{token:int}/complete"] = ("process.step", true),
        ["pages POST /tasks/{instance:guid}/{token:int}/hand-over"] = ("process.task.claimed", true),
        ["pages POST /tasks/{instance:guid}/{token:int}/release"] = ("process.task.released", true),
        ["pages POST /verify"] = ("look.verify", false), // VerifyPageTests: needs a bundle
        ["pages POST /verify/range"] = ("look.verify", false), // VerifyPageTests: needs checkpoints
    };

    public static TheoryData<string> Driven() => [.. Commands.Where(static command => command.Value.IsDriven).Select(static command => command.Key)];

    [Fact]
    public void Every_address_that_takes_more_than_a_look_says_what_the_ledger_says_of_it()
    {
        var known = Of("partners", site.Get<EndpointDataSource>().Endpoints).Concat(Of("api", site.Get<ApiSocket>().Endpoints)).Concat(Of("pages", site.Node.Portal!.Endpoints)).ToHashSet(StringComparer.Ordinal);
        Assert.True(known.Count > 60, "The endpoints are found.");
        var missing = known.Except(Commands.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, "Without an entry:\n" + string.Join('\n', missing));
        Assert.Empty(Commands.Keys.Except(known, StringComparer.Ordinal));
        Assert.All(Commands.Values, static command => Assert.True(command.Kind.StartsWith(Nothing, StringComparison.Ordinal) ? command.Kind.Length > Nothing.Length && !command.IsDriven : command.Kind.Contains('.', StringComparison.Ordinal)));
        Assert.Equal(Commands.Where(static command => command.Value.IsDriven).Select(static command => command.Key).Order(StringComparer.Ordinal), CommandHands.Known.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Driven))]
    public async Task What_is_done_is_in_the_ledger_with_who_did_it(string command)
    {
        var reader = site.Get<IExchangeReader>();
        var kind = Commands[command].Kind;
        var act = await hands.PrepareAsync(site, command);
        var before = (await reader.RecentEventsAsync(RetailerId.Default, kind, 1000, default)).Select(static happened => happened.Id).ToHashSet();
        await act.DoAsync();

        var since = (await reader.RecentEventsAsync(RetailerId.Default, kind, 1000, default)).Where(happened => !before.Contains(happened.Id)).ToList();
        Assert.True(since.Count > 0, $"{command} left no {kind}.");
        Assert.True(since.Any(happened => happened.Actor == act.Actor || happened.Actor == "user:" + act.Actor || (kind == "process.step" && happened.Data.Contains(act.Actor, StringComparison.Ordinal))),
            $"{command} by {act.Actor}: {string.Join("; ", since.Select(static happened => $"{happened.Kind} by {happened.Actor}: {happened.Data}"))}");
    }

    /// <summary>Method and pattern of whatever is more than a look; what names no method takes them all.</summary>
    private static IEnumerable<string> Of(string where, IEnumerable<Endpoint> endpoints) =>
        from endpoint in endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? named : ["ANY"]
        where !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method)
        select $"{where} {method} /{endpoint.RoutePattern.RawText!.Trim('/')}";
}
