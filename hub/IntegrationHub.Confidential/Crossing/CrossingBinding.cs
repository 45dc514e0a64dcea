using System.Globalization;
using System.Text;

namespace IntegrationHub.Confidential.Crossing;

/// <summary>What a sealed crossing belongs to: moved to another row, stream, customer or kind it does not open.</summary>
/// <param name="Retailer">Number of the retailer.</param>
/// <param name="Stream">Name of the stream, and so its direction.</param>
/// <param name="Id">Of the item.</param>
/// <param name="Subject">The customer it is for, or from.</param>
/// <param name="Kind">What the payload is.</param>
/// <param name="Version">Of the kind's payload.</param>
public readonly record struct CrossingBinding(int Retailer, string Stream, Guid Id, Guid? Subject, string Kind, int Version)
{
    internal byte[] ToOctets() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"ihub-crossing-1\n{Retailer}\n{Stream}\n{Id:D}\n{Subject?.ToString("D") ?? "-"}\n{Kind}\n{Version}"));
}
