using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>Every verb says here what it changes in a hub, and what the ledger says of it; a verb that is missing fails.</summary>
[Collection(VerbsCollection.Name)]
public sealed class VerbsAndLedgerTests(VerbsFixture hub)
{
    /// <summary>Looks, or makes files of its own; nothing in a data folder or store is another afterwards.</summary>
    private const string ChangesNothing = "";

    /// <summary>Changes files of the data folder; the next start of the hub writes into the ledger what is in force.</summary>
    private const string AtNextStart = "at the next start";

    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["demo"] = ChangesNothing, // of its own folder
        ["up"] = "exchange.",
        ["init"] = AtNextStart,
        ["status"] = ChangesNothing,
        ["send"] = "exchange.",
        ["inbox import"] = "exchange.",
        ["outbox export"] = "exchange.",
        ["exchanges list"] = ChangesNothing,
        ["exchanges show"] = ChangesNothing,
        ["exchanges release"] = "exchange.",
        ["exchanges send-now"] = "exchange.",
        ["exchanges cancel"] = "exchange.",
        ["archive status"] = ChangesNothing,
        ["archive retention"] = "archive.removed",
        ["archive reconcile"] = "archive.bytes-missing",
        ["archive adopt"] = "archive.place-adopted",
        ["archive hold list"] = ChangesNothing,
        ["archive hold set"] = "archive.hold-set",
        ["archive hold lift"] = "archive.hold-lifted",
        ["party list"] = ChangesNothing,
        ["party show"] = ChangesNothing,
        ["party rules"] = ChangesNothing,
        ["party add"] = "party.saved",
        ["party enable"] = "party.saved",
        ["party disable"] = "party.saved",
        ["user list"] = ChangesNothing,
        ["user add"] = "user.added",
        ["user disable"] = "user.disabled",
        ["user enable"] = "user.enabled",
        ["user reset"] = "user.reset",
        ["user roles"] = "user.roles",
        ["user person"] = "user.person-stated",
        ["user bind-certificate"] = "user.certificate-bound",
        ["passwords import"] = "passwords.imported",
        ["break-glass status"] = ChangesNothing,
        ["break-glass seal"] = "break-glass.sealed",
        ["break-glass ask"] = "break-glass.asked",
        ["break-glass agree"] = "break-glass.opened",
        ["break-glass close"] = "break-glass.closed",
        ["service-account list"] = ChangesNothing,
        ["service-account add"] = "service-account.proposed",
        ["service-account rotate"] = "service-account.token-made",
        ["service-account revoke"] = "service-account.revoked",
        ["definition list"] = ChangesNothing,
        ["definition deploy"] = "process.deployed",
        ["definition show"] = ChangesNothing,
        ["instance list"] = ChangesNothing,
        ["instance show"] = ChangesNothing,
        ["instance start"] = "process.step",
        ["instance cancel"] = "process.step",
        ["instance migrate"] = "process.step",
        ["instance comment"] = "process.commented",
        ["instance comments"] = ChangesNothing,
        ["task list"] = ChangesNothing,
        ["task show"] = ChangesNothing,
        ["task claim"] = "process.task.claimed",
        ["task release"] = "process.task.released",
        ["task delegate"] = "process.task.claimed",
        ["task complete"] = "process.step",
        ["task comment"] = "process.commented",
        ["absence list"] = ChangesNothing,
        ["absence enter"] = "absence.entered",
        ["absence end"] = "absence.ended",
        ["incident list"] = ChangesNothing,
        ["incident retry"] = "process.step",
        ["incident skip"] = "process.step",
        ["outbox list"] = ChangesNothing,
        ["notices list"] = ChangesNothing,
        ["package check"] = ChangesNothing,
        ["package import"] = "package.saved",
        ["package list"] = ChangesNothing,
        ["package show"] = ChangesNothing,
        ["customers check"] = ChangesNothing,
        ["customers import"] = "customers.imported",
        ["customers calendar import"] = "load-calendar.changed",
        ["customers calendar list"] = ChangesNothing,
        ["customers list"] = ChangesNothing,
        ["customers serve"] = "customer.", // by the company's side, when what was asked has crossed
        ["customers login list"] = ChangesNothing,
        ["customers login add"] = "customer-login.added",
        ["customers login reset"] = "customer-login.reset",
        ["customers login disable"] = "customer-login.disabled",
        ["customers login enable"] = "customer-login.enabled",
        ["customers requests"] = ChangesNothing,
        ["customers answer"] = "process.step", // the case goes on by itself: service-request.answered
        ["publish list"] = ChangesNothing,
        ["publish draft"] = "article.drafted",
        ["publish release"] = "article.released",
        ["publish withdraw"] = "article.withdrawn",
        ["survey list"] = ChangesNothing,
        ["survey show"] = "look.survey",
        ["survey create"] = "survey.drafted",
        ["survey release"] = "survey.released",
        ["survey close"] = "survey.withdrawn",
        ["survey results"] = "look.survey",
        ["market list"] = ChangesNothing,
        ["market import"] = "market-event.read",
        ["market prices"] = ChangesNothing,
        ["bid list"] = ChangesNothing,
        ["bid show"] = ChangesNothing,
        ["bid check"] = ChangesNothing,
        ["bid demand"] = "demand.declared",
        ["bid terms"] = "bid-terms.saved",
        ["bid reckon"] = "bid-plan.gap, bid-plan.ceiling",
        ["bid plan"] = ChangesNothing,
        ["bid propose"] = "bid.write",
        ["bid write"] = "bid.write",
        ["bid withdraw"] = "bid.withdraw",
        ["bid price"] = "bid.price",
        ["bid confirm-price"] = "bid.confirmPrice",
        ["settlement purchases import"] = "settlement.basis-saved",
        ["settlement purchases export"] = ChangesNothing,
        ["contract decomposition"] = ChangesNothing,
        ["customers end"] = "customer.service-ended",
        ["customers contact add"] = "customer.contact-known",
        ["customers contact confirm"] = "customer.contact-confirmed",
        ["customers contact object"] = "customer.contact-objected",
        ["customers contact dismiss"] = "customer.contact-objection-dismissed",
        ["customers contact withdraw"] = "customer.contact-withdrawn",
        ["customers contact list"] = ChangesNothing,
        ["customers subscriptions"] = ChangesNothing,
        ["customers consent send"] = "consent.asked",
        ["customers consent give"] = "customer.consented",
        ["customers consent refuse"] = "customer.consent-refused",
        ["readings import"] = "readings.taken",
        ["readings status"] = ChangesNothing,
        ["readings show"] = ChangesNothing,
        ["settlement list"] = ChangesNothing,
        ["settlement basis"] = "settlement.basis-saved",
        ["settlement substitute"] = "readings.substituted",
        ["settlement calculate"] = "settlement.calculated",
        ["settlement show"] = ChangesNothing,
        ["settlement bill"] = ChangesNothing,
        ["settlement lines"] = ChangesNothing,
        ["settlement verify"] = ChangesNothing,
        ["contract create"] = "contract.drafted",
        ["contract list"] = ChangesNothing,
        ["contract show"] = ChangesNothing,
        ["contract render"] = ChangesNothing,
        ["contract step"] = "contract.",
        ["contract attach"] = "contract.attached",
        ["contract signature"] = "contract.stamped",
        ["contract consent send"] = "consent.asked",
        ["contract consent give"] = "contract.agree",
        ["contract consent decline"] = "contract.decline",
        ["contract consent change"] = "contract.askForChanges",
        ["contract tracking list"] = ChangesNothing,
        ["contract tracking show"] = ChangesNothing,
        ["contract tracking look"] = "delivery.looked",
        ["contract tracking terms"] = "tracking-terms.saved",
        ["parameters import"] = "parameters.saved",
        ["parameters show"] = ChangesNothing,
        ["contract template list"] = ChangesNothing,
        ["contract template import"] = "contract-template.saved",
        ["validate"] = ChangesNothing,
        ["verify"] = ChangesNothing,
        ["sign"] = ChangesNothing,
        ["evidence export"] = ChangesNothing,
        ["timestamps attach"] = ChangesNothing, // to a file
        ["timestamps renew"] = ChangesNothing, // of a file
        ["node forget"] = "node.forgotten",
        ["ledger events"] = "look.ledger",
        ["ledger verify"] = ChangesNothing,
        ["ledger checkpoint"] = ChangesNothing, // about the ledger, not in it
        ["ledger export"] = ChangesNothing,
        ["ledger restored"] = "store.restored",
        ["ledger key"] = AtNextStart,
        ["review list"] = ChangesNothing,
        ["review add"] = "review.",
        ["keys status"] = ChangesNothing,
        ["keys init"] = AtNextStart,
        ["keys restore"] = AtNextStart,
        ["keys rotate"] = "keys.rotated",
        ["keys backup"] = "keys.backed-up",
        ["backup"] = ChangesNothing, // what it leaves is a file; the ledger's checkpoint lies in it
        ["restore"] = "store.restored",
        ["standby rehearse"] = ChangesNothing, // of its own folder
        ["db status"] = ChangesNothing,
        ["db script"] = ChangesNothing,
        ["db upgrade"] = ChangesNothing, // of rows; the migrations' own table says what became of the schema
        ["config show"] = ChangesNothing,
        ["config check"] = ChangesNothing,
        ["config reference"] = ChangesNothing,
        ["pki init"] = AtNextStart,
        ["simulate trading-center"] = ChangesNothing, // of its own folder
        ["simulate trust"] = ChangesNothing, // of its own folder
        ["profiles docs"] = ChangesNothing,
        ["version"] = ChangesNothing,
        ["help"] = ChangesNothing,
    };

    [Fact]
    public void Every_verb_says_what_the_ledger_says_of_it()
    {
        var known = VerbTable.Create(TimeProvider.System).Select(verb => verb.Path).Where(path => !path.StartsWith("bench ", StringComparison.Ordinal)).ToList();
        Assert.Empty(known.Except(Verbs.Keys, StringComparer.Ordinal));
        Assert.Empty(Verbs.Keys.Except(known, StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_an_administrator_does_is_in_the_ledger_with_the_name_of_who_did_it()
    {
        var (party, _) = await hub.PartyAsync();
        var secret = hub.PathOf("secret-" + party);
        IntegrationHub.Keys.SecretFiles.WriteNew(secret, "a passphrase of its own"u8);
        string[][] acts =
        [
            ["party", "add", party + "-2", "--code", hub.FreshCode()],
            ["party", "disable", party],
            ["party", "enable", party],
            ["keys", "rotate", "data"],
            ["keys", "backup", hub.PathOf("keys-" + party), "--passphrase-file", secret],
        ];
        foreach (var act in acts)
        {
            var kind = Verbs[$"{act[0]} {act[1]}"];
            var before = await LastAsync(kind);
            var said = await hub.Terminal.RunAsync(act);
            Assert.True(said.Code == 0, said.Error);
            var after = await LastAsync(kind);
            Assert.NotEqual(before?.Id, after!.Id);
            Assert.Equal("li-wei", after.Actor);
        }
    }

    private async Task<IntegrationHub.Exchange.History.ExchangeEvent?> LastAsync(string kind) =>
        await hub.Port<IExchangeReader>().RecentEventsAsync(RetailerId.Default, kind, 1, CancellationToken.None) is [var last, ..] ? last : null;
}
