using IntegrationHub.Exchange;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Tests.Tracking;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.CustomerSide;

/// <summary>Answers to customers' requests as their cases bring them: each call once, however often it is repeated.</summary>
public sealed class RequestAnswerTests(RetailSite site) : IClassFixture<RetailSite>
{
    private readonly NoticeSite _hub = new(site);

    private ServiceRequestBook Book => BookOn(_hub.Records);

    [Fact]
    public async Task A_call_that_is_repeated_after_the_customer_has_opened_the_request_again_answers_nothing_anew()
    {
        var request = await OpenAsync();
        var first = Good(await Book.AnswerAsync(request.Id, "No.", "zhang", "wu", "call-1", default));
        await ReopenAsync(request, "But why?");

        Assert.Equal(first, Good(await Book.AnswerAsync(request.Id, "No.", "zhang", "wu", "call-1", default)));
        Assert.Equal(StoredRequest.Reopened, await StateAsync(request.Id));
        Assert.Null((await Book.FindAsync(request.Id, default))!.Answer);

        // Another call may say the same words.
        Good(await Book.AnswerAsync(request.Id, "No.", "zhang", "wu", "call-2", default));
        Assert.Equal(StoredRequest.Told, await StateAsync(request.Id));
        Assert.Equal(("No.", "call-1"), ((await Book.FindAsync(request.Id, default))!.Answer, (await Book.FindAsync(request.Id, default))!.Earlier.Single().Call));
        Assert.Equal("REQUEST_ANSWERED", Assert.Single((await Book.AnswerAsync(request.Id, "Yes.", "zhang", "wu", "call-3", default)).Problems).Code);
    }

    [Fact]
    public async Task Killed_at_any_commit_of_an_answer_it_is_repeated_and_the_customer_is_answered_once()
    {
        for (var step = 0; ; step++)
        {
            var died = false;
            foreach (var after in new[] { false, true })
            {
                var request = await OpenAsync();
                var dying = new DyingRecords(site.Records, step, after);
                try
                {
                    await BookOn(dying).AnswerAsync(request.Id, "It is so.", "zhang", null, "call-1", default);
                }
                catch (DiedException)
                {
                }

                died |= dying.HasDied;
                Good(await Book.AnswerAsync(request.Id, "It is so.", "zhang", null, "call-1", default));
                await Book.DeliverAsync(default);
                Assert.Equal(StoredRequest.Told, await StateAsync(request.Id));
                Assert.Single(AnswersTo(request.Id));
            }

            if (!died)
                break;
        }
    }

    [Fact]
    public async Task After_the_last_time_it_is_not_offered_to_open_the_request_again()
    {
        var request = await OpenAsync();
        for (var round = 0; round < RequestReopening.MostTimes; round++)
        {
            Good(await Book.AnswerAsync(request.Id, "No.", "zhang", null, $"call-{round}", default));
            Assert.NotNull(AnswersTo(request.Id)[^1].ReopenUntil);
            await ReopenAsync(request, $"Why? {round}");
        }

        Assert.True(Good(await Book.AnswerAsync(request.Id, "Because.", "zhang", null, "the-last", default)).ReopenUntil <= _hub.GetUtcNow());
        Assert.Null(AnswersTo(request.Id)[^1].ReopenUntil);
        Assert.Equal("REQUEST_CLOSED", Assert.Single((await Book.ReopenAsync(request.Customer, new("chen", request.Id, "Once more."), "customer:chen", default)).Problems).Code);
    }

    [Fact]
    public async Task A_case_that_would_close_what_was_opened_again_waits_for_word_of_it_until_a_time_to_come()
    {
        var request = await OpenAsync();
        Good(await Book.AnswerAsync(request.Id, "No.", "zhang", null, "call-1", default));
        await ReopenAsync(request, "But why?");

        var told = Assert.IsType<ServiceAnswer.Done>(await new RequestClosing(Book, _hub).CallAsync(new("close-1", Guid.NewGuid(), 0, ContextValue.Of(("request", Value.Of(request.Id.ToString("D"))))), default)).Result;
        Assert.Equal(Value.False, told["closed"]);
        Assert.InRange(Assert.IsType<InstantValue>(told["reopenUntil"]).Instant, _hub.GetUtcNow().AddSeconds(30), _hub.GetUtcNow().AddMinutes(2));
    }

    private ServiceRequestBook BookOn(IBusinessRecords records) => new(records, _hub.Crossings, new(records, _hub.Logins, _hub), RetailerId.Default, _hub);

    private Task<StoredRequest> OpenAsync() => Book.OpenAsync(
        new(Guid.NewGuid(), Guid.NewGuid(), "东方纺织厂", new("chen", ServiceTopic.Consultation, "What does it cost?"), _hub.GetUtcNow(), _hub.GetUtcNow().AddDays(5)), "customer:chen", default);

    private async Task ReopenAsync(StoredRequest request, string words) => Good(await Book.ReopenAsync(request.Customer, new("chen", request.Id, words), "customer:chen", default));

    private async Task<string> StateAsync(Guid id) => (await site.Records.FindAsync(RecordKind.Request, id.ToString("D"), 1, default))!.State;

    private List<RequestAnswer> AnswersTo(Guid id) =>
        [.. _hub.Crossings.Items.Where(static item => item.Kind == CrossingKinds.Answer).Select(static item => RequestAnswer.Read(item.Payload).Required).Where(answer => answer.Request == id)];
}
