using System.Globalization;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Messages;
using IntegrationHub.Retail.Records;
using IntegrationHub.Workflows.Engine.Running;
using NodaTime;

namespace IntegrationHub.Retail.Processes.Customers;

/// <summary>
/// <c>customer.tell</c>: tells those whom a customer is reached by, by text message: inputs <c>customer</c>, <c>begins</c> and <c>about</c>, which is <c>consent</c> (it is asked for) or <c>bound</c> (the
/// retailer supplies from that day). Result: <c>told</c>, which is <c>sent</c>, <c>nobody</c> (nobody is on record), <c>failed</c> or <c>unknown</c>. Nothing waits for it: a case goes on whatever became of it.
/// </summary>
/// <remarks>A gateway knows no repetition, so what is about to be handed over is noted first: after a crash, or where the gateway did not say so, it is not known whether it left, and it is not sent again.</remarks>
public sealed class CustomerTell(ContactBook contacts, IBusinessRecords records, ISmsSender sms, TimeProvider time) : IServiceHandler
{
    /// <summary>How often a gateway that takes nothing is tried.</summary>
    public const int MostTries = 8;

    private const string Sending = "sending";
    private const string Waiting = "waiting";
    private const string Sent = "sent";
    private const string Nobody = "nobody";
    private const string Failed = "failed";
    private const string Unknown = "unknown";

    /// <summary>Kind of the messages.</summary>
    private const string MessageKind = "customer.onboarding";

    private readonly MessageBook _messages = new(records);

    public string Name => "customer.tell";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        if (call.Text("customer") is not { } customer || call.Day("begins") is not { } begins || call.Text("about") is not ("consent" or "bound"))
            throw new InvalidOperationException("The inputs customer, begins and about name a customer, a day, and consent or bound.");

        var key = NameId.Of(Name, call.Key).ToString("D");
        var record = await records.FindAsync(RecordKind.CustomerTelling, key, 1, cancellation).ConfigureAwait(false) ?? new(RecordKind.CustomerTelling, key, 1, Waiting, null, null, MarketJson.WriteUtf8(new Telling { At = MessageBook.Kept(time.GetUtcNow()) }));
        if (record.State is not (Waiting or Sending))
            return ProcessAnswers.Done(("told", record.State));

        var (phones, at) = ((IReadOnlyList<string>)[], record.Read<Telling>("telling").At ?? MessageBook.Kept(record.SavedAt));
        if (record.State == Sending)
            return await EndAsync(record, Unknown, MessageState.Unknown).ConfigureAwait(false);

        phones = (await contacts.CurrentAsync(customer, cancellation).ConfigureAwait(false)).Select(static contact => contact.Phone).Distinct(StringComparer.Ordinal).ToList();
        if (phones.Count == 0)
            return await EndAsync(record, Nobody, MessageState.Nobody).ConfigureAwait(false);

        if (await records.SaveAsync([record with { State = Sending }, await MessageAsync(MessageState.Sending).ConfigureAwait(false)], [], CaseActors.Hub, cancellation).ConfigureAwait(false) != RecordResult.Saved)
            return new ServiceAnswer.Failed("Somebody else tells the customer at this moment.");

        record = record with { Revision = record.Revision + 1 };
        switch (await sms.ReachAsync(phones, TextOf(call.Text("about")!, begins), cancellation).ConfigureAwait(false))
        {
            case Reached.Somebody:
                return await EndAsync(record, Sent, MessageState.Sent).ConfigureAwait(false);
            case Reached.Perhaps:
                return await EndAsync(record, Unknown, MessageState.Unknown).ConfigureAwait(false);
        }

        if (call.Attempt >= MostTries)
            return await EndAsync(record, Failed, MessageState.Refused).ConfigureAwait(false);

        await records.SaveAsync([record with { State = Waiting }, await MessageAsync(MessageState.Waiting).ConfigureAwait(false)], [], CaseActors.Hub, cancellation).ConfigureAwait(false);
        return new ServiceAnswer.Failed("The gateway took no message.");

        async Task<ServiceAnswer> EndAsync(BusinessRecord before, string how, MessageState state)
        {
            var fact = new RecordFact("customer.told", new Dictionary<string, string> { ["case"] = call.Instance.ToString("D"), ["about"] = call.Text("about")!, ["result"] = how });
            return await records.SaveAsync([before with { State = how }, await MessageAsync(state).ConfigureAwait(false)], [fact], CaseActors.Hub, cancellation).ConfigureAwait(false) == RecordResult.Saved
                ? ProcessAnswers.Done(("told", how))
                : new ServiceAnswer.Failed("Somebody else told the customer at this moment.");
        }

        Task<BusinessRecord> MessageAsync(MessageState state) => _messages.BesideAsync(
            new(MessageBook.KeyOf(at, key), MessageKind, MessageWay.Sms, customer, state, at, TextOf(call.Text("about")!, begins))
            {
                Phones = [.. phones.Select(StoredMessage.HintOf)], Tries = call.Attempt - 1, Case = call.Instance,
            },
            cancellation);
    }

    /// <summary>What is kept of a telling beside its state.</summary>
    private sealed record Telling
    {
        /// <summary>When it came up; null of those from before it was kept.</summary>
        public DateTimeOffset? At { get; init; }
    }

    /// <summary>One message (<see cref="CustomerSide.OneMessage"/>); who reads it beside the customer learns of no account, price or energy.</summary>
    internal static string TextOf(string about, LocalDate begins) => about == "consent"
        ? "售电公司请您同意代理购电，客户经理将联系您 / we ask your consent to supply; we will call"
        : string.Create(CultureInfo.InvariantCulture, $"自 {begins:uuuu-MM-dd} 起由我公司供电 / we supply you from {begins:uuuu-MM-dd}");
}
