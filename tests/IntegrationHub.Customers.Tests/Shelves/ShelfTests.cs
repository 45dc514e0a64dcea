using IntegrationHub.Customers.Shelves;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Customers.Tests.Shelves;

/// <summary>What is kept of the values that a customer entered.</summary>
public sealed class ShelfTests
{
    private static readonly LocalDate First = new(2025, 1, 1);
    private static readonly DateTimeOffset Begin = new(2025, 1, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly Shelf _shelf = new();
    private long _number;

    [Fact]
    public void A_day_is_told_as_the_last_word_on_it_left_it_and_apart_by_what_was_entered()
    {
        var request = Guid.NewGuid();
        Put(Answer(request, 0, RequestState.Open, CrossingKinds.OwnReadings));
        Put(Answer(Guid.NewGuid(), 0, RequestState.Done, CrossingKinds.Demand));
        Put(Answer(request, 0, RequestState.Done, CrossingKinds.OwnReadings));

        var day = Assert.Single(_shelf.Entered(CrossingKinds.OwnReadings));
        Assert.Equal((request, First, RequestState.Done, 4m), (day.Request, day.Day, day.State, day.Total));
        Assert.Equal([1.5m, null, 2.5m], day.KilowattHours);
        Assert.Single(_shelf.Entered(CrossingKinds.Demand));
        Assert.Equal(RequestState.Done, _shelf.FindAnswer(request).Answer!.State);
    }

    [Fact]
    public void Of_more_days_than_are_kept_with_their_values_the_oldest_stands_in_the_history_alone()
    {
        for (var day = 0; day <= Shelf.MostEntered; day++)
            Put(Answer(Guid.NewGuid(), day, RequestState.Done, CrossingKinds.OwnReadings));

        var kept = _shelf.Entered(CrossingKinds.OwnReadings);
        Assert.Equal(Shelf.MostEntered, kept.Count);
        Assert.Equal((First.PlusDays(Shelf.MostEntered), First.PlusDays(1)), (kept[0].Day, kept[^1].Day));
        Assert.Equal(Shelf.MostEntered + 1, _shelf.History.Count);
    }

    private static RequestAnswer Answer(Guid request, int day, RequestState state, string kind) =>
        new(request, state) { Kind = kind, About = $"ACC-1/10kV {LocalDatePattern.Iso.Format(First.PlusDays(day))}", Values = "1.5 - 2.5" };

    private void Put(RequestAnswer answer)
    {
        _number++;
        _shelf.Put([new(_number, new CrossingItem(Guid.NewGuid(), Guid.NewGuid(), CrossingKinds.Answer, CrossingKinds.Version, MarketJson.Write(answer), Begin.AddMinutes(_number)))]);
    }
}
