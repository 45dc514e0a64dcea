using IntegrationHub.Host.Node;

namespace IntegrationHub.Host.Tests.Node;

public sealed class HubIdsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ids_of_one_instant_sort_in_the_order_they_were_made()
    {
        var ids = new HubIds();

        var made = Enumerable.Range(0, 1000).Select(_ => ids.Next(Now).ToString()).ToList();

        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.Equal(made.Count, made.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void An_id_of_a_later_instant_sorts_after_all_before()
    {
        var ids = new HubIds();
        var before = Enumerable.Range(0, 5000).Select(_ => ids.Next(Now).ToString()).Max(StringComparer.Ordinal);

        var after = ids.Next(Now.AddMilliseconds(1));

        Assert.True(string.CompareOrdinal(before, after.ToString()) < 0);
        Assert.Equal(7, after.Version);
    }
}
