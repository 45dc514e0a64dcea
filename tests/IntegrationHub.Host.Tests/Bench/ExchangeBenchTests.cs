using System.Text;
using IntegrationHub.Host.Bench.Exchange;
using IntegrationHub.Host.Bench.Hub;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Bench;

/// <summary>The parts of <c>bench exchange</c> that do the sums; the whole runs as <c>ihub bench exchange --quick</c>.</summary>
public sealed class ExchangeBenchTests
{
    [Fact]
    public async Task Every_prepared_message_is_read_back_under_its_number()
    {
        using var folder = new TemporaryFolder();

        using var messages = await MessageFile.PrepareAsync(
            Path.Combine(folder.Path, "messages"), 1_001, number => Encoding.ASCII.GetBytes(new string('x', number % 7) + number), CancellationToken.None);

        Assert.Equal(1_001, messages.Count);
        Assert.All(
            Enumerable.Range(0, 1_001), number => Assert.Equal(new string('x', number % 7) + number, Encoding.ASCII.GetString(messages.Read(number))));
    }

    [Theory]
    [InlineData(1, 4, 2.0)]
    [InlineData(3, 4, 4.0)]
    public void Throughput_counts_from_the_answer_before_the_first(int first, int last, double expected)
    {
        Assert.Equal(expected, ClosedLoop.Throughput([0.5, 1.5, 1.75, 2.0], first, last));
    }

    [Fact]
    public void Processor_time_per_message_lies_between_two_marks()
    {
        var seconds = 0.0;
        var marks = new ProcessorMarks(ExchangePlan.Quick, () => new ProcessorShares(seconds, seconds / 2, seconds / 4));
        foreach (var answers in Enumerable.Range(1, 3 * ExchangePlan.Quick.Settling))
        {
            seconds = answers * 0.5;
            marks.Answered(answers);
        }

        Assert.Equal(new ProcessorShares(0.5, 0.25, 0.125), marks.PerMessage(ExchangePlan.Quick.Settling, 3 * ExchangePlan.Quick.Settling));
    }

    [Fact]
    public void The_kernel_tells_of_our_own_process()
    {
        var own = Environment.ProcessId;

        // Both only grow while the other tests run, so the lesser is read first. The kernel counts pages per
        // processor and adds them up now and then: a megabyte of either figure may be behind.
        var (alone, now) = (ProcessFacts.CpuSeconds(own), ProcessFacts.ResidentMegabytes(own));

        Assert.InRange(ProcessFacts.CpuSecondsOfTree(own), alone, double.MaxValue);
        Assert.InRange(ProcessFacts.PeakResidentMegabytes(own), now - 1, double.MaxValue);
    }

    [Fact]
    public async Task A_message_of_the_bench_is_about_as_large_as_it_is_called()
    {
        using var folder = new TemporaryFolder();
        using var bench = await BenchFolder.CreateAsync(Path.Combine(folder.Path, "hub"), TimeProvider.System, CancellationToken.None);
        var composer = new MessageComposer(bench, TimeProvider.System.GetUtcNow());
        const int aroundTheDocument = 3_500;

        var (first, second) = (composer.Put("BENCH-1", 20_000), composer.Put("BENCH-2", 20_000));

        Assert.InRange(first.Length, 19_000, 21_000 + aroundTheDocument);
        Assert.NotEqual(first, second);
    }
}
